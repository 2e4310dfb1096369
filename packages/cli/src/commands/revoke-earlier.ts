/**
 * Threat: what was revoked from a tool stays with its earlier versions, which can still be called by their version, or come
 * back by a rollback. Rule: what is revoked from a tool is revoked from every version of it.
 */
import { changePermission } from '@kami/runtime';
import { NO_PERMISSION, ok, type KamiError, type Permission, type Result } from '@kami/types';
import type { InstalledTool } from '@kami/registry';
import type { App } from '../app.ts';
import { findTool } from './find-tool.ts';
import { withoutGrants } from './without-grants.ts';

/** Takes grants away from the earlier versions of a tool that have them; all of them with `all`. */
export async function revokeEarlier(
  app: App,
  name: string,
  texts: readonly string[],
  all: boolean,
): Promise<Result<void, KamiError>> {
  const home = await app.home();
  if (!home.ok) return home;
  const found = await findTool(home.value, name);
  if (!found.ok) return found;
  const versions = await home.value.tools.versions(found.value.id);
  if (!versions.ok) return versions;
  const { clock, random } = app;
  const warn = (message: string): void => app.log.log('warn', message);
  const ports = { ...home.value, store: await app.componentStore(), clock, random, warn };
  const less = (tool: InstalledTool): Permission => (all ? NO_PERMISSION : withoutThose(tool, texts));
  for (const tool of versions.value.filter(({ state }) => state === 'earlier')) {
    if (JSON.stringify(less(tool)) === JSON.stringify(tool.permission)) continue;
    const changed = await changePermission(ports, tool, {
      actor: app.actor,
      type: 'tool.revoked',
      decide: (current) => Promise.resolve(ok({ permission: less(current), state: current.state })),
      data: { grants: all ? ['--all'] : texts },
    });
    if (!changed.ok) return changed;
  }
  return ok(undefined);
}

/** What is left of a permission; a grant that this version never had is none to take. */
function withoutThose(tool: InstalledTool, texts: readonly string[]): Permission {
  let { permission } = tool;
  for (const text of texts) {
    const left = withoutGrants({ ...tool, permission }, [text]);
    if (left.ok) permission = left.value;
  }
  return permission;
}
