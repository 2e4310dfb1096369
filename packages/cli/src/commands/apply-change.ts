import type { InstalledTool } from '@kami/registry';
import { changePermission, type PermissionChange } from '@kami/runtime';
import { ok } from '@kami/types';
import type { App, Home } from '../app.ts';
import { formatPermission } from '../output/format.ts';
import type { CommandResult } from './command.ts';
import { noteUnreachable } from './secret-consent.ts';

/** Changes what a version is allowed, and says what it is allowed then. */
export async function applyChange(
  app: App,
  home: Home,
  tool: InstalledTool,
  change: PermissionChange,
): CommandResult {
  const { clock, random } = app;
  const warn = (message: string): void => app.log.log('warn', message);
  const ports = { ...home, store: await app.componentStore(), clock, random, warn };
  const changed = await changePermission(ports, tool, change);
  if (!changed.ok) return changed;
  const { permission, state } = changed.value;
  const granted = formatPermission(permission);
  noteUnreachable(app, tool.name, permission);
  if (app.json) app.console.json({ id: tool.id, version: tool.version, state, granted });
  else
    app.console.note(
      `${app.console.mark('green', tool.name)} ${tool.version} is ${state}; granted: ${granted.join(', ') || 'nothing'}`,
    );
  return ok(0);
}
