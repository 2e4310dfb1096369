import { raisedLimits } from '@kami/registry';
import type { ToolManifest } from '@kami/types';
import { formatRequests } from '../output/format.ts';

/** What a manifest asks for beyond an earlier one, in words; nothing where it asks for the same or for less. */
export function requestedMore(earlier: ToolManifest, now: ToolManifest): readonly string[] {
  const before = new Set(formatRequests(withoutLimits(earlier)));
  const requests = formatRequests(withoutLimits(now)).filter((line) => !before.has(line));
  const raised = new Map(raisedLimits(earlier.limits));
  const limits = raisedLimits(now.limits).filter(([name, value]) => value > (raised.get(name) ?? 0));
  return [...requests, ...limits.map(([name, value]) => `limit: ${name} ${value}`)];
}

/** A manifest whose limits are those that any tool has, but for the private folder's, which stands in a request. */
function withoutLimits(manifest: ToolManifest): ToolManifest {
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
