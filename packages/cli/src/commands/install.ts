import { isCurrentKey, type ComponentStore } from '@kami/engine';
import type { InstalledTool } from '@kami/registry';
import { commitInstallation, decide, type Examination, type InstallStep } from '@kami/runtime';
import {
  err,
  kamiError,
  ok,
  type KamiError,
  type Permission,
  type Result,
  type ToolManifest,
} from '@kami/types';
import type { App, Home } from '../app.ts';
import { resolveGrants } from '../home/resolve-grants.ts';
import { createProgress } from '../output/progress.ts';
import { transferText } from '../output/transfer-text.ts';
import type { CommandResult } from './command.ts';
import { askConsent, consentedPermission, isSameInstallation } from './install-consent.ts';
import { loadCandidate } from './load-candidate.ts';
import { listChanges, reportInstallation } from './report-installation.ts';
import { isSameOrigin } from './tool-origin.ts';
import { consentToSecrets } from './secret-consent.ts';
import { printExamination } from './show-tool.ts';

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
  const examined = await examineSource(app, home.value, source, options);
  if (!examined.ok) return examined;
  const { examination, installed, given, source: from } = examined.value;
  if (!app.json) printExamination(app, examination, installed && listChanges(installed, examination));
  const consent = await askConsent(app, examination, installed, given);
  const decision = decide(examination, installed, consent);
  const store = await app.componentStore();
  const isSame =
    installed !== undefined &&
    isSameInstallation(installed, examination, decision) &&
    isSameOrigin(installed.source, from);
  if (isSame && (await isStoredWhole(store, installed)))
    return reportInstallation(app, { tool: installed, earlier: installed, changed: false });
  const ports = {
    store,
    tools: home.value.tools,
    clock: app.clock,
    random: app.random,
    warn: (message: string) => app.log.log('warn', message),
  };
  const origin = { actor: app.actor, source: from, basis: installed };
  const stored = await commitInstallation(ports, examination, decision, origin, app.signal);
  return stored.ok
    ? reportInstallation(app, { tool: stored.value, earlier: installed, changed: true })
    : stored;
}

/** Whether the files of a tool are there, undamaged and of this engine; installing again mends them. */
async function isStoredWhole(store: ComponentStore, { digest, prepared }: InstalledTool): Promise<boolean> {
  const files = await Promise.all([
    store.readComponent(digest),
    store.readPrepared(digest, prepared.key, prepared.digest),
  ]);
  return isCurrentKey(prepared.key, process.versions.node) && files.every((file) => file.ok);
}

/** A candidate that was looked at, what it would replace, and what the command line gives it, if it says anything. */
interface ExaminedSource {
  readonly examination: Examination;
  readonly installed: InstalledTool | undefined;
  readonly given: Permission | undefined;
  /** Where it came from, with the digest of what was fetched. */
  readonly source: string;
}

/** What costs nothing is checked first: the manifest, the name and the grants. */
async function examineSource(
  app: App,
  home: Home,
  source: string,
  { grant, yes }: InstallOptions,
): Promise<Result<ExaminedSource, KamiError>> {
  using progress = createProgress(app.console, app.stderr);
  progress.step(STEPS.manifest);
  const candidate = await loadCandidate(app, source, (transfer) => progress.step(transferText(transfer)));
  if (!candidate.ok) return candidate;
  const { manifest } = candidate.value;
  const installed = await installedBefore(home, manifest);
  if (!installed.ok) return installed;
  const capabilities = await resolveGrants(grant, app.paths.root, installed.value?.permission.mounts);
  if (!capabilities.ok) return capabilities;
  const permission = consentedPermission(manifest, installed.value, yes, capabilities.value);
  if (!permission.ok) return permission;
  const consent = await consentToSecrets(app, manifest.name, grant);
  if (!consent.ok) return consent;
  const examination = await app.examine(candidate.value, (step) => progress.step(STEPS[step]));
  if (!examination.ok) return examination;
  const given = yes || grant.length > 0 ? permission.value : undefined;
  return ok({
    examination: examination.value,
    installed: installed.value,
    given,
    source: candidate.value.source,
  });
}

/** The version that a candidate would replace. Errors: `KAMI_NAME_TAKEN` when another tool has its name. */
async function installedBefore(
  { tools }: Home,
  { id, name }: ToolManifest,
): Promise<Result<InstalledTool | undefined, KamiError>> {
  const sameName = await tools.find({ nameOrId: name });
  if (!sameName.ok) return sameName;
  if (sameName.value !== undefined && sameName.value.id !== id)
    return err(nameTaken(name, id, sameName.value.id));
  return tools.find({ nameOrId: id });
}

function nameTaken(name: string, id: string, other: string): KamiError {
  return kamiError('KAMI_NAME_TAKEN', `The name ${name} of ${id} is taken by ${other}.`, {
    hint: `Remove that one first (kami remove ${other}), or give this one another name in tool.toml.`,
  });
}
