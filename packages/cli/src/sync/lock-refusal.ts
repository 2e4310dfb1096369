import { lockDifferences, toolFieldError, type LockedTool } from '@kami/registry';
import { kamiError, type KamiError } from '@kami/types';
import type { ToolRequest } from './tool-request.ts';

/** Why a version is not the one that the lock names; nothing when it is. */
export function lockRefusal(
  request: Pick<ToolRequest, 'declared' | 'declaration' | 'index'>,
  locked: LockedTool,
  found: LockedTool,
): KamiError | undefined {
  const differences = lockDifferences(locked, found);
  return differences.length === 0 ? undefined : lockMismatch(request, differences);
}

/** The error of a tool that is not what the lock has, at its place in the declaration. */
export function lockMismatch(
  { declared, declaration, index }: Pick<ToolRequest, 'declared' | 'declaration' | 'index'>,
  differences: readonly string[],
): KamiError {
  const reason = `${declared.name} is not what the lock has: ${differences.join('; ')}`;
  return kamiError('KAMI_LOCK_MISMATCH', toolFieldError(declaration, index, ['source'], reason).message, {
    hint: `See what changes with: kami sync --update ${declared.name} --dry-run; approve it by the same without --dry-run.`,
    data: { tool: declared.name, differences: [...differences] },
  });
}
