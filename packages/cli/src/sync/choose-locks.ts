import { declarationDifferences, type DeclaredTool, type LockedTool } from '@kami/registry';
import { err, kamiError, nearestName, ok, type KamiError, type Result } from '@kami/types';
import { lockMismatch } from './lock-refusal.ts';
import type { SyncFiles } from './sync-files.ts';
import { basename } from 'node:path';

/** How a sync treats the lock. */
export interface LockPolicy {
  /** Tools whose entries are made anew: all, or these names; empty for none. */
  readonly renews: 'all' | readonly string[];
  /** Whether the lock has to be whole already, as where nobody looks at what is written. */
  readonly frozen: boolean;
}

/**
 * For each declared tool, in their order, what the lock says that it has to be; nothing where it is to be found out. Errors:
 * `KAMI_LOCK_MISMATCH` where lock and declaration differ, `KAMI_USAGE` for a tool that is not declared.
 */
export function chooseLocks(
  files: SyncFiles,
  policy: LockPolicy,
): Result<readonly (LockedTool | undefined)[], KamiError> {
  const { declaration, lock, paths } = files;
  const unknown = unknownTool(declaration.tools, policy);
  if (unknown !== undefined) return err(unknown);
  const entries = new Map((lock?.tools ?? []).map((tool) => [tool.name, tool]));
  const chosen: (LockedTool | undefined)[] = [];
  for (const [index, declared] of declaration.tools.entries()) {
    const locked = entries.get(declared.name);
    entries.delete(declared.name);
    if (locked === undefined && policy.frozen) return err(frozen(paths.lock, `has no ${declared.name}`));
    const isRenewed = policy.renews === 'all' || policy.renews.includes(declared.name);
    const differences = locked === undefined || isRenewed ? [] : declarationDifferences(declared, locked);
    if (differences.length > 0) return err(lockMismatch({ declared, declaration, index }, differences));
    chosen.push(isRenewed ? undefined : locked);
  }
  const [left] = entries.keys();
  if (left !== undefined && policy.frozen)
    return err(frozen(paths.lock, `has ${left}, which ${declaration.file} does not name`));
  return ok(chosen);
}

function unknownTool(tools: readonly DeclaredTool[], { renews }: LockPolicy): KamiError | undefined {
  const names = tools.map(({ name }) => name);
  const unknown =
    renews === 'all' ? undefined : renews.find((name) => !names.some((known) => known === name));
  if (unknown === undefined) return undefined;
  const near = nearestName(names, unknown);
  return kamiError('KAMI_USAGE', `No tool of the file is named ${JSON.stringify(unknown.slice(0, 80))}.`, {
    hint: near === undefined ? 'Renew the whole lock with: kami sync --update' : `Did you mean ${near}?`,
  });
}

function frozen(lock: string, what: string): KamiError {
  return kamiError('KAMI_LOCK_MISMATCH', `${basename(lock)} ${what}, and a frozen lock is not written.`, {
    hint: 'Write the lock where a person looks at it, with: kami sync --no-frozen; then check it in.',
  });
}
