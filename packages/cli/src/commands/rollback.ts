import type { InstalledTool } from '@kami/registry';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { App, Home } from '../app.ts';
import { applyChange } from './apply-change.ts';
import type { CommandResult } from './command.ts';
import { findTool } from './find-tool.ts';
import { printChanges } from './show-changes.ts';
import { requireStored } from './require-stored.ts';

/**
 * `kami rollback`: makes an earlier version the active one again, with the grants that it has; the last one where none is
 * named. The version that was active stays as an earlier one.
 */
export async function rollbackCommand(app: App, name: string, version: string | undefined): CommandResult {
  const home = await app.home();
  if (!home.ok) return home;
  const found = await findTool(home.value, name.split('@', 1)[0] ?? name);
  if (!found.ok) return found;
  const active = found.value;
  const wanted = version ?? (name.includes('@') ? name.slice(name.indexOf('@') + 1) : undefined);
  const target = await earlierVersion(home.value, active, wanted);
  if (!target.ok) return target;
  const stored = await requireStored(app, target.value);
  if (!stored.ok) return stored;
  if (!app.json) printChanges(app, active, target.value);
  return applyChange(app, home.value, target.value, {
    actor: app.actor,
    type: 'tool.rolled-back',
    decide: ({ permission }) => Promise.resolve(ok({ permission, state: 'active' })),
    data: { from: active.version, to: target.value.version },
  });
}

async function earlierVersion(
  home: Home,
  { id, name, version: active }: InstalledTool,
  wanted: string | undefined,
): Promise<Result<InstalledTool, KamiError>> {
  const versions = await home.tools.versions(id);
  if (!versions.ok) return versions;
  const earlier = versions.value.filter(({ state }) => state === 'earlier');
  const target = earlier.find(({ version }) => wanted === undefined || version === wanted);
  if (target !== undefined) return ok(target);
  const texts = earlier.map(({ version }) => version).join(', ');
  const message =
    wanted === undefined || earlier.length === 0
      ? `${name} ${active} has no earlier version in this home.`
      : `${name} has no earlier version ${wanted.slice(0, 64)}; it has ${texts}.`;
  return err(
    kamiError('KAMI_TOOL_UNKNOWN', message, {
      hint: 'Install an older one from where you have it: kami install SOURCE --allow-downgrade',
    }),
  );
}
