import type { ComponentFacts, Preparer } from '@kami/engine';
import { contractHash, type PreparedReference, type SignatureRecord } from '@kami/registry';
import {
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
import { describeComponent } from './describe-component.ts';
import { defineTools } from './definitions.ts';
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
  /** Bound on making the first instance and on `describe`, in milliseconds. */
  readonly startupDeadlineMs: number;
}

/**
 * Looks a candidate over: decodes and transpiles it in a throwaway process, makes a first instance
 * in an executor without any grant, and lets it describe itself there. `onStep` hears each step as it begins.
 */
export async function examine(
  ports: ExaminePorts,
  { manifest, component, files = NO_FILES, signature }: Candidate,
  signal: AbortSignal,
  onStep: (step: InstallStep) => void,
): Promise<Result<Examination, KamiError>> {
  const { preparer, sha256 } = ports;
  const { maxMemoryMb } = manifest.limits;
  onStep('logic');
  const preparation = await preparer.prepare(component, { maxMemoryMb }, signal);
  if (!preparation.ok) return preparation;
  const { facts, key } = preparation.value;
  onStep('heartbeat');
  const described = await describeComponent(ports, facts, preparation.value.prepared, maxMemoryMb, signal);
  if (!described.ok) return described;
  const defined = defineTools(manifest, facts, described.value.definitions);
  if (!defined.ok) return defined;
  const features = combineFeatures(manifest, facts.features, described.value.features, files);
  if (!features.ok) return features;
  const { definitions, prepared: tools, schemas } = defined.value;
  const finished = await preparer.finish(preparation.value.prepared, tools, schemas, signal);
  if (!finished.ok) return finished;
  return ok({
    manifest,
    component,
    facts,
    definitions,
    ...(features.value === undefined ? {} : { features: features.value }),
    digest: sha256(component),
    contractHash: contractHash(manifest, definitions, sha256, features.value),
    preparedForm: finished.value,
    prepared: preparedReference(key, sha256(finished.value)),
    ...(signature === undefined ? {} : { signature }),
  });
}
