import { examinationKey, preparedKey, type ComponentFacts, type Preparer } from '@kami/engine';
import { contractHash, type PreparedReference, type SignatureRecord } from '@kami/registry';
import {
  err,
  ok,
  type Clock,
  type Digest,
  type KamiError,
  type Random,
  type Result,
  type ToolDefinition,
  type ToolFeatures,
  type ToolManifest,
} from '@kami/types';
import type { Executor } from '../executor.ts';
import { describeComponent, type Description } from './describe-component.ts';
import { defineTools } from './definitions.ts';
import { encodeExaminationRecord, finishDigest, type ExaminationRecord } from './examination-record.ts';
import { refuseHiddenText } from './hidden-text.ts';
import type { NewRecord } from './known-examination.ts';
import { combineFeatures, type ManifestFiles } from './tool-features.ts';
import { preparedReference } from './prepared-reference.ts';

/** The steps of an installation, in order; the gatekeeper's four and the storing. */
export type InstallStep = 'manifest' | 'assets' | 'logic' | 'heartbeat' | 'store';

/** A tool that was read from its source and is to be looked at. */
export interface Candidate {
  readonly manifest: ToolManifest;
  readonly component: Uint8Array;
  /** What the manifest names beside it; absent where it names nothing. */
  readonly files?: ManifestFiles;
  /** Who signed it; absent where nobody looked. */
  readonly signature?: SignatureRecord;
}

const NO_FILES: ManifestFiles = new Map();

/** Everything that is known of a candidate. Nothing was written yet. */
export interface Examination {
  readonly manifest: ToolManifest;
  readonly component: Uint8Array;
  readonly facts: ComponentFacts;
  readonly definitions: readonly ToolDefinition[];
  readonly features?: ToolFeatures;
  readonly digest: Digest;
  readonly contractHash: Digest;
  readonly preparedForm: Uint8Array;
  readonly prepared: PreparedReference;
  /** What is to be kept so that this component needs no examination again; absent where that is known already. */
  readonly record?: NewRecord;
  /** Who signed it, as the candidate says. */
  readonly signature?: SignatureRecord;
}

/** What examining needs. */
export interface ExaminePorts {
  readonly preparer: Preparer;
  readonly executor: Executor;
  readonly clock: Clock;
  readonly random: Random;
  readonly sha256: (bytes: Uint8Array) => Digest;
  /** Version of the Node that runs executors. */
  readonly nodeVersion: string;
  /** What was found when a component with this digest was examined before, by the record's file name. */
  readonly known: (component: Digest, key: string) => Promise<ExaminationRecord | undefined>;
  /** Bound on making the first instance and on `describe`, in milliseconds. */
  readonly startupDeadlineMs: number;
}

/** What examining finds in a component, whatever its manifest says. */
interface Looked {
  readonly facts: ComponentFacts;
  readonly description: Description;
  /** The prepared form, unfinished or finished for the tools of `finish`. */
  readonly form: Uint8Array;
  readonly finish?: Digest;
}

/**
 * Looks a candidate over: decodes and transpiles it in a throwaway process, makes a first instance
 * in an executor without any grant, and lets it describe itself there; where that was done before, the record of it is
 * taken. `onStep` hears each step as it begins.
 */
export async function examine(
  ports: ExaminePorts,
  { manifest, component, files = NO_FILES, signature }: Candidate,
  signal: AbortSignal,
  onStep: (step: InstallStep) => void,
): Promise<Result<Examination, KamiError>> {
  const { preparer, sha256, nodeVersion } = ports;
  const { maxMemoryMb } = manifest.limits;
  onStep('logic');
  const digest = sha256(component);
  const recordKey = examinationKey(maxMemoryMb, nodeVersion);
  const known = await ports.known(digest, recordKey);
  const looked = known === undefined ? await look(ports, component, maxMemoryMb, signal, onStep) : ok(known);
  if (!looked.ok) return looked;
  const { facts, description, form } = looked.value;
  const defined = defineTools(manifest, facts, description.definitions);
  if (!defined.ok) return defined;
  const features = combineFeatures(manifest, facts.features, description.features, files);
  if (!features.ok) return features;
  const { definitions, prepared: tools, schemas } = defined.value;
  const hidden = refuseHiddenText({ definitions, features: features.value });
  if (hidden !== undefined) return err(hidden);
  const finish = finishDigest(defined.value, sha256);
  const isFinished = looked.value.finish === finish;
  const finished = isFinished ? ok(form) : await preparer.finish(form, tools, schemas, signal);
  if (!finished.ok) return finished;
  const record = { facts, description, finish, form: finished.value };
  return ok({
    manifest,
    component,
    facts,
    definitions,
    ...(features.value === undefined ? {} : { features: features.value }),
    digest,
    contractHash: contractHash(manifest, definitions, sha256, features.value),
    preparedForm: finished.value,
    prepared: preparedReference(preparedKey(maxMemoryMb, nodeVersion), sha256(finished.value)),
    ...(signature === undefined ? {} : { signature }),
    ...(isFinished ? {} : { record: { key: recordKey, bytes: encodeExaminationRecord(record) } }),
  });
}

async function look(
  ports: ExaminePorts,
  component: Uint8Array,
  maxMemoryMb: number,
  signal: AbortSignal,
  onStep: (step: InstallStep) => void,
): Promise<Result<Looked, KamiError>> {
  const preparation = await ports.preparer.prepare(component, { maxMemoryMb }, signal);
  if (!preparation.ok) return preparation;
  const { facts, prepared: form } = preparation.value;
  onStep('heartbeat');
  const description = await describeComponent(ports, facts, form, maxMemoryMb, signal);
  return description.ok ? ok({ facts, description: description.value, form }) : description;
}
