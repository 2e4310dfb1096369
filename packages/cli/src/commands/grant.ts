import type { InstalledTool } from '@kami/registry';
import { changePermission, type PermissionChange } from '@kami/runtime';
import { err, kamiError, NO_PERMISSION, ok } from '@kami/types';
import type { App, Home } from '../app.ts';
import { approvedCapabilities } from '../home/kept-capabilities.ts';
import { resolveGrants, withCapabilities } from '../home/resolve-grants.ts';
import { formatPermission } from '../output/format.ts';
import type { CommandResult } from './command.ts';
import { findTool } from './find-tool.ts';
import { consentToSecrets, noteUnreachable } from './secret-consent.ts';
import { withoutGrants } from './without-grants.ts';

/** `kami grant`: gives a tool more, and makes it active. */
export async function grantCommand(app: App, name: string, texts: readonly string[]): CommandResult {
  const consent = await consentToSecrets(app, name, texts);
  if (!consent.ok) return consent;
  return change(app, name, 'tool.granted', texts, async (tool) => {
    const capabilities = await resolveGrants(texts, app.paths.root, tool.permission.mounts);
    if (!capabilities.ok) return capabilities;
    return ok({ permission: withCapabilities(tool.permission, capabilities.value), state: 'active' });
  });
}

/** `kami revoke`: takes something away, or everything with `--all`. The tool stays active. */
export async function revokeCommand(
  app: App,
  name: string,
  texts: readonly string[],
  options: { readonly all: boolean },
): CommandResult {
  if (texts.length === 0 && !options.all) {
    return err(
      kamiError('KAMI_USAGE', 'Say what to revoke, or --all.', {
        hint: `See what is granted with: kami inspect ${name}`,
      }),
    );
  }
  return change(app, name, 'tool.revoked', options.all ? ['--all'] : texts, async (tool) => {
    if (options.all) return ok({ permission: NO_PERMISSION, state: tool.state });
    const permission = withoutGrants(tool, texts);
    return permission.ok ? ok({ permission: permission.value, state: tool.state }) : permission;
  });
}

/**
 * `kami approve`: activates a held tool, or the new version that waits beside the active one, with what its manifest
 * asks for.
 */
export async function approveCommand(app: App, name: string, texts: readonly string[]): CommandResult {
  const home = await app.home();
  if (!home.ok) return home;
  const found = await findTool(home.value, name);
  if (!found.ok) return found;
  const pending = await home.value.tools.pending(found.value.id);
  if (!pending.ok) return pending;
  const tool = name.includes('@') ? found.value : (pending.value ?? found.value);
  if (tool.state === 'active' && texts.length === 0) {
    app.console.note(`${tool.name} ${tool.version} is active already; nothing waits for approval.`);
    return ok(0);
  }
  const consent = await consentToSecrets(app, name, texts);
  if (!consent.ok) return consent;
  const { tools } = home.value;
  return apply(app, home.value, tool, {
    actor: app.actor,
    type: 'tool.approved',
    async decide(held) {
      const current = await tools.find({ nameOrId: held.id });
      if (!current.ok) return current;
      const approved = withCapabilities(NO_PERMISSION, approvedCapabilities(current.value, held));
      const capabilities = await resolveGrants(texts, app.paths.root, approved.mounts);
      if (!capabilities.ok) return capabilities;
      const permission = withCapabilities(approved, capabilities.value);
      return ok({ permission, state: 'active' });
    },
    data: { grants: texts },
  });
}

async function change(
  app: App,
  name: string,
  type: PermissionChange['type'],
  texts: readonly string[],
  decide: PermissionChange['decide'],
): CommandResult {
  const home = await app.home();
  if (!home.ok) return home;
  const tool = await findTool(home.value, name);
  if (!tool.ok) return tool;
  return apply(app, home.value, tool.value, { actor: app.actor, type, decide, data: { grants: texts } });
}

async function apply(app: App, home: Home, tool: InstalledTool, change: PermissionChange): CommandResult {
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
