import { raisedLimits } from '@kami/registry';
import type { ToolManifest } from '@kami/types';
import { formatRequests } from '../output/format.ts';

/** Whether a manifest asks for anything beyond an earlier one, or for higher limits; not for the same or for less. */
export function asksForMore(earlier: ToolManifest, now: ToolManifest): boolean {
  const before = new Set(formatRequests(withLowLimits(earlier)));
  if (formatRequests(withLowLimits(now)).some((line) => !before.has(line))) return true;
  const raised = new Map(raisedLimits(earlier.limits));
  return raisedLimits(now.limits).some(([name, value]) => value > (raised.get(name) ?? 0));
}

/** The manifest with limits that no line is about: limits are compared as numbers. */
function withLowLimits(manifest: ToolManifest): ToolManifest {
  const { maxStorageMb } = manifest.limits;
  return {
    ...manifest,
    limits: {
      ...manifest.limits,
      maxMemoryMb: 1,
      maxExecutionMs: 1,
      maxOutputKb: 1,
      maxConcurrency: 1,
      maxStorageMb: Math.min(maxStorageMb, 1),
    },
  };
}
