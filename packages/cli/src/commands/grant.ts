import type { InstallationState, InstalledTool } from '@kami/registry';
import type { PermissionChange } from '@kami/runtime';
import { err, kamiError, NO_PERMISSION, ok, type KamiError } from '@kami/types';
import type { App } from '../app.ts';
import { approvedCapabilities } from '../home/kept-capabilities.ts';
import { resolveGrants, withCapabilities } from '../home/resolve-grants.ts';
import { applyChange } from './apply-change.ts';
import type { CommandResult } from './command.ts';
import { findTool } from './find-tool.ts';
import { requireStored } from './require-stored.ts';
import { revokeEarlier } from './revoke-earlier.ts';
import { consentToSecrets } from './secret-consent.ts';
import { printChanges } from './show-changes.ts';
import { withoutGrants } from './without-grants.ts';

/** `kami grant`: gives a tool more, and makes it active. */
export async function grantCommand(app: App, name: string, texts: readonly string[]): CommandResult {
  const consent = await consentToSecrets(app, name, texts);
  if (!consent.ok) return consent;
  return change(app, name, 'tool.granted', texts, async (tool) => {
    const capabilities = await resolveGrants(texts, app.paths.root, tool.permission.mounts);
    if (!capabilities.ok) return capabilities;
    return ok({ permission: withCapabilities(tool.permission, capabilities.value), state: givenState(tool) });
  });
}

/** A grant makes a held version active; an earlier one stays what it is. */
function givenState({ state }: InstalledTool): InstallationState {
  return state === 'earlier' ? 'earlier' : 'active';
}

/**
 * `kami revoke`: takes something away, or everything with `--all`. The tool stays active. Its earlier versions lose the same,
 * unless one version is named.
 */
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
  const earlier = name.includes('@') ? ok(undefined) : await revokeEarlier(app, name, texts, options.all);
  if (!earlier.ok) return earlier;
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
  if (tool.state === 'earlier') return err(alreadyApproved(tool));
  if (tool.state === 'active' && texts.length === 0) {
    app.console.note(`${tool.name} ${tool.version} is active already; nothing waits for approval.`);
    return ok(0);
  }
  const consent = await consentToSecrets(app, name, texts);
  if (!consent.ok) return consent;
  const stored = await requireStored(app, tool);
  if (!stored.ok) return stored;
  const { tools } = home.value;
  const active = await tools.find({ nameOrId: tool.id });
  if (!active.ok) return active;
  if (!app.json && active.value?.state === 'active') printChanges(app, active.value, tool);
  return applyChange(app, home.value, tool, {
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
  return applyChange(app, home.value, tool.value, {
    actor: app.actor,
    type,
    decide,
    data: { grants: texts },
  });
}

function alreadyApproved({ name, version }: InstalledTool): KamiError {
  return kamiError('KAMI_USAGE', `${name} ${version} was approved before; another version took its place.`, {
    hint: `Make it the active one again with: kami rollback ${name} ${version}`,
  });
}
