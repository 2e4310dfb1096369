/**
 * Threat: a grant that was revoked comes back with an older state, and nobody is told. Rule: what an active tool may do
 * after a restore and might not do before is named, tool by tool.
 */
import type { InstalledTool } from '@kami/registry';
import { formatPermission } from '../output/format.ts';

/** What a tool may do that it might not do before, in the form that grants are written in. */
export interface ReturnedGrants {
  readonly tool: string;
  readonly grants: readonly string[];
}

/** The grants of active tools that the same tools did not have before. */
export function returnedGrants(
  before: readonly InstalledTool[],
  restored: readonly InstalledTool[],
): readonly ReturnedGrants[] {
  const grantsOf = (tools: readonly InstalledTool[]): ReadonlyMap<string, readonly string[]> =>
    new Map(
      tools
        .filter(({ state }) => state === 'active')
        .map(({ id, permission }) => [id, formatPermission(permission)]),
    );
  const had = grantsOf(before);
  return [...grantsOf(restored)].flatMap(([id, now]) => {
    const grants = now.filter((grant) => had.get(id)?.includes(grant) !== true);
    return grants.length === 0 ? [] : [{ tool: id, grants }];
  });
}
