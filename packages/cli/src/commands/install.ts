import { grantFromCeiling, type InstalledTool } from '@kami/registry';
import {
  asksForNothing,
  commitInstallation,
  decide,
  type Consent,
  type Examination,
  type InstallStep,
} from '@kami/runtime';
import { err, kamiError, NO_PERMISSION, ok, type KamiError, type Permission, type Result } from '@kami/types';
import type { App, Home } from '../app.ts';
import { resolveGrants, withCapabilities } from '../home/resolve-grants.ts';
import { createProgress } from '../output/progress.ts';
import { confirm } from '../output/confirm.ts';
import { ceilingViolation } from '@kami/registry';
import type { CommandResult } from './command.ts';
import { loadCandidate } from './load-candidate.ts';
import { printExamination, toolJson } from './show-tool.ts';

/** What `kami install` was told. */
export interface InstallOptions {
  readonly grant: readonly string[];
  readonly yes: boolean;
}

const STEPS: { readonly [S in InstallStep]: string } = {
  manifest: 'reading the manifest',
  assets: 'reading the component',
  logic: 'checking and transpiling the component',
  heartbeat: 'making a first instance',
  store: 'storing',
};

/** `kami install`: reads, checks, shows and stores a tool. */
export async function installCommand(app: App, source: string, options: InstallOptions): CommandResult {
  const home = await app.home();
  if (!home.ok) return home;
  const capabilities = await resolveGrants(options.grant, app.paths.root);
  if (!capabilities.ok) return capabilities;
  const examined = await examineSource(app, home.value, source);
  if (!examined.ok) return examined;
  const { examination, installed } = examined.value;
  const base = options.yes
    ? grantFromCeiling(examination.manifest)
    : (installed?.permission ?? NO_PERMISSION);
  const permission = withCapabilities(base, capabilities.value);
  const above = ceilingViolation(permission, examination.manifest.security);
  if (above !== undefined) return err(aboveCeiling(examination, above));
  if (!app.json) printExamination(app, examination);
  if (
    installed?.digest === examination.digest &&
    installed.contractHash === examination.contractHash &&
    options.grant.length === 0 &&
    !options.yes
  ) {
    return report(app, installed, 'is installed already; nothing was changed');
  }
  const consent = await askConsent(app, examination, installed, permission, options);
  const decision = decide(examination, installed, consent);
  const store = await app.componentStore();
  const ports = { store, tools: home.value.tools, clock: app.clock, random: app.random };
  const stored = await commitInstallation(
    ports,
    examination,
    decision,
    { actor: app.actor, source },
    app.signal,
  );
  if (!stored.ok) return stored;
  return report(
    app,
    stored.value,
    stored.value.state === 'active' ? 'is installed and active' : heldText(stored.value),
  );
}

async function examineSource(
  app: App,
  home: Home,
  source: string,
): Promise<
  Result<{ readonly examination: Examination; readonly installed: InstalledTool | undefined }, KamiError>
> {
  using progress = createProgress(app.console, app.stderr);
  progress.step(STEPS.manifest);
  const candidate = await loadCandidate(app, source);
  if (!candidate.ok) return candidate;
  const { id, name } = candidate.value.manifest;
  const sameName = await home.tools.find({ nameOrId: name });
  if (!sameName.ok) return sameName;
  if (sameName.value !== undefined && sameName.value.id !== id)
    return err(nameTaken(name, id, sameName.value.id));
  const examination = await app.examine(candidate.value, (step) => progress.step(STEPS[step]));
  if (!examination.ok) return examination;
  const installed = await home.tools.find({ nameOrId: id });
  return installed.ok ? ok({ examination: examination.value, installed: installed.value }) : installed;
}

async function askConsent(
  app: App,
  examination: Examination,
  installed: InstalledTool | undefined,
  permission: Permission,
  options: InstallOptions,
): Promise<Consent> {
  if (options.yes || options.grant.length > 0) return { approved: true, permission };
  const changed = installed !== undefined && installed.contractHash !== examination.contractHash;
  const needed = changed || (installed === undefined && !asksForNothing(examination.manifest));
  if (!needed || !app.console.interactive || process.stdin.isTTY !== true) return { approved: false };
  const approved = await confirm(`Grant ${examination.manifest.name} what it asks for?`, app.signal);
  return approved
    ? { approved, permission: withCapabilities(grantFromCeiling(examination.manifest), []) }
    : { approved };
}

function report(app: App, tool: InstalledTool, text: string): Result<0, KamiError> {
  if (app.json) app.console.json(toolJson(tool));
  else app.console.note(`${app.console.mark('green', tool.name)} ${tool.version} ${text}`);
  return ok(0);
}

function heldText({ name }: InstalledTool): string {
  return `is installed but held: nobody granted what it asks for.\n  Grant it with: kami approve ${name}   (or kami grant ${name} …)`;
}

function nameTaken(name: string, id: string, other: string): KamiError {
  return kamiError('KAMI_NAME_TAKEN', `The name ${name} of ${id} is taken by ${other}.`, {
    hint: `Remove that one first (kami remove ${other}), or give this one another name in tool.toml.`,
  });
}

function aboveCeiling({ manifest }: Examination, above: string): KamiError {
  return kamiError(
    'KAMI_DENIED',
    `${manifest.name} cannot be granted ${above}: its manifest does not ask for it.`,
    {
      hint: 'A grant never goes beyond the [security] table of tool.toml.',
    },
  );
}
