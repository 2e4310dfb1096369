import { labelClash, type InstalledTool } from '@kami/registry';
import { takenResource, type SyncChange } from '@kami/runtime';
import { kamiError, type KamiError, type ToolId } from '@kami/types';

/**
 * What would keep the changes from being made one after the other: one id declared twice, a name or a resource that
 * another tool keeps, or one that looks like it. Error: `KAMI_NAME_TAKEN`.
 */
export function findConflict(
  targets: readonly InstalledTool[],
  present: readonly InstalledTool[],
  changes: readonly SyncChange[],
): KamiError | undefined {
  const byId = new Map<ToolId, InstalledTool>();
  for (const target of targets) {
    const other = byId.get(target.id);
    if (other !== undefined) return taken(`Both ${other.name} and ${target.name} have the id ${target.id}.`);
    byId.set(target.id, target);
  }
  const removed = new Set(
    changes.flatMap((change) => (change.kind === 'remove' ? [change.installed.id] : [])),
  );
  const kept = present.filter(({ id }) => !byId.has(id) && !removed.has(id));
  for (const target of targets) {
    const names = present.filter(({ id }) => id === target.id).map(({ name }) => name);
    const others = [...targets, ...kept];
    const alike = others
      .map((other) => labelClash(target, names, other))
      .find((clash) => clash !== undefined);
    if (alike !== undefined) return alike;
    const clash = takenResource(target, others);
    if (clash !== undefined) return clash;
  }
  return undefined;
}

function taken(message: string): KamiError {
  return kamiError('KAMI_NAME_TAKEN', message);
}
