import type { Preparer } from '@kami/engine';
import { contractHash, type InstalledTool, type PreparedReference } from '@kami/registry';
import {
  endSentence,
  err,
  kamiError,
  NO_FEATURES,
  ok,
  type Digest,
  type KamiError,
  type Result,
} from '@kami/types';
import { defineTools } from './definitions.ts';
import { preparedReference } from './prepared-reference.ts';

/** A prepared form that was made anew. */
export interface RemadeForm {
  readonly bytes: Uint8Array;
  readonly prepared: PreparedReference;
}

/**
 * Makes the prepared form of an installed tool anew from its component, in the throwaway process. The tool's definitions
 * stay those that were approved: a form that would offer others is refused. Errors: `KAMI_TOOL_BROKEN`, and those of
 * the preparer that do not blame the component.
 */
export async function remakeForm(
  preparer: Preparer,
  sha256: (bytes: Uint8Array) => Digest,
  tool: InstalledTool,
  component: Uint8Array,
  signal: AbortSignal,
): Promise<Result<RemadeForm, KamiError>> {
  const { manifest, convention, definitions, features = NO_FEATURES } = tool;
  const preparation = await preparer.prepare(component, { maxMemoryMb: manifest.limits.maxMemoryMb }, signal);
  if (!preparation.ok) return err(broken(tool, preparation.error));
  const { facts, key, prepared } = preparation.value;
  const defined = defineTools(manifest, facts, definitions);
  if (!defined.ok) return err(broken(tool, defined.error));
  const isSame =
    facts.convention === convention &&
    facts.features.join() === features.exports.join() &&
    contractHash(manifest, defined.value.definitions, sha256, features) === tool.contractHash;
  if (!isSame) return err(broken(tool));
  const finished = await preparer.finish(prepared, defined.value.prepared, defined.value.schemas, signal);
  if (!finished.ok) return err(broken(tool, finished.error));
  return ok({ bytes: finished.value, prepared: preparedReference(key, sha256(finished.value)) });
}

/** What to do about a tool that cannot be prepared. It names no path of the host: a client may read it. */
export function installAgain(name: string): string {
  return `Look at it and approve it anew: kami install, with the source that kami inspect ${name} shows`;
}

/** What is the fault of KAMI or of the caller stays as it is. */
function broken({ name }: InstalledTool, cause?: KamiError): KamiError {
  if (cause?.code === 'KAMI_INTERNAL' || cause?.code === 'KAMI_CANCELLED') return cause;
  const why = cause?.message ?? 'it would offer other functions than those that were approved';
  return kamiError('KAMI_TOOL_BROKEN', endSentence(`${name} cannot be prepared by this KAMI: ${why}`), {
    hint: installAgain(name),
    ...(cause === undefined ? {} : { cause }),
  });
}
