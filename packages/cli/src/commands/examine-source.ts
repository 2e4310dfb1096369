import { resolve } from 'node:path';
import { compareVersions, type InstalledTool } from '@kami/registry';
import type { Examination, InstallStep } from '@kami/runtime';
import {
  err,
  kamiError,
  ok,
  type KamiError,
  type Permission,
  type Result,
  type ToolId,
  type ToolManifest,
} from '@kami/types';
import type { App, Home } from '../app.ts';
import { resolveGrants } from '../home/resolve-grants.ts';
import { createProgress } from '../output/progress.ts';
import { transferText } from '../output/transfer-text.ts';
import { consentedPermission } from './install-consent.ts';
import { loadCandidate } from './load-candidate.ts';
import { refuseBySignature } from './refuse-by-signature.ts';
import { consentToSecrets } from './secret-consent.ts';

const STEPS: { readonly [S in InstallStep]: string } = {
  manifest: 'reading the manifest',
  assets: 'reading the component',
  logic: 'checking and transpiling the component',
  heartbeat: 'making a first instance',
  store: 'storing',
};

/** What an installation or an update was told. */
export interface InstallOptions {
  readonly grant: readonly string[];
  readonly yes: boolean;
  /** Whether a version may take the place of a newer one. */
  readonly allowDowngrade: boolean;
}

/** A candidate that was looked at, what it would replace, and what the command line gives it, if it says anything. */
export interface ExaminedSource {
  readonly examination: Examination;
  readonly installed: InstalledTool | undefined;
  readonly given: Permission | undefined;
  /** Where it came from, with the digest of what was fetched. */
  readonly source: string;
}

/** A source as it is found again from any folder: the path of a file or folder becomes absolute. */
export function lastingSource(source: string): string {
  return /^[a-z][a-z\d+.-]*:\/\//iu.test(source) ? source : resolve(source);
}

/**
 * Reads and examines a tool; what costs nothing is checked first: the manifest, the name, the version and the grants.
 * Where a tool is updated, `of` is its id, and a source that holds another one is refused.
 */
export async function examineSource(
  app: App,
  home: Home,
  source: string,
  { grant, yes, allowDowngrade }: InstallOptions,
  of?: ToolId,
): Promise<Result<ExaminedSource, KamiError>> {
  using progress = createProgress(app.console, app.stderr);
  progress.step(STEPS.manifest);
  const candidate = await loadCandidate(app, source, (transfer) => progress.step(transferText(transfer)));
  if (!candidate.ok) return candidate;
  const { manifest } = candidate.value;
  if (of !== undefined && manifest.id !== of) return err(otherTool(source, of, manifest));
  const refusal = await refuseBySignature(app, source, candidate.value);
  if (refusal !== undefined) return err(refusal);
  const installed = await installedBefore(home, manifest);
  if (!installed.ok) return installed;
  const downgrade = allowDowngrade ? undefined : refuseDowngrade(manifest, installed.value, source);
  if (downgrade !== undefined) return err(downgrade);
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

/**
 * An attacker who cannot sign a new version serves an old one, whose holes are known: what is older than the version that
 * runs needs the operator's word.
 */
function refuseDowngrade(
  { name, version }: ToolManifest,
  installed: InstalledTool | undefined,
  source: string,
): KamiError | undefined {
  if (installed?.state !== 'active' || compareVersions(version, installed.version) >= 0) return undefined;
  const message = `${name} ${installed.version} is installed; ${version} is older, so this is a downgrade. Nothing was changed.`;
  return kamiError('KAMI_DENIED', message, {
    hint: `If that is what you want: kami install ${source} --allow-downgrade   (an earlier version of this home: kami rollback ${name})`,
    data: { installed: installed.version, offered: version },
  });
}

function otherTool(source: string, of: ToolId, { id, name }: ToolManifest): KamiError {
  const message = `${source} holds another tool, ${name} (${id}); ${of} was not updated.`;
  return kamiError('KAMI_CONFLICT', message, {
    hint: `Install the other one beside it with: kami install ${source}`,
  });
}

/**
 * The version that a candidate would replace. Errors: `KAMI_NAME_TAKEN` when another tool has its name, or an id or a name
 * that looks like its own.
 */
async function installedBefore(
  { tools }: Home,
  { id, name }: ToolManifest,
): Promise<Result<InstalledTool | undefined, KamiError>> {
  const admitted = await tools.admits({ id, name });
  return admitted.ok ? tools.find({ nameOrId: id }) : admitted;
}
