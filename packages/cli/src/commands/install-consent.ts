import {
  ceilingViolation,
  grantFromCeiling,
  type InstalledTool,
  type PreparedReference,
} from '@kami/registry';
import { asksForNothing, isCovered, type Consent, type Decision, type Examination } from '@kami/runtime';
import {
  err,
  kamiError,
  NO_PERMISSION,
  ok,
  type Capability,
  type KamiError,
  type Permission,
  type Result,
  type ToolManifest,
} from '@kami/types';
import type { App } from '../app.ts';
import { keptCapabilities } from '../home/kept-capabilities.ts';
import { withCapabilities } from '../home/resolve-grants.ts';
import { confirm } from '../output/confirm.ts';
import { formatPermission } from '../output/format.ts';

/**
 * What `--yes` and `--grant` give; what was granted before and is still asked for stays. Errors: `KAMI_DENIED`
 * above the manifest's ceiling.
 */
export function consentedPermission(
  manifest: ToolManifest,
  installed: InstalledTool | undefined,
  yes: boolean,
  capabilities: readonly Capability[],
): Result<Permission, KamiError> {
  const asked = yes ? grantFromCeiling(manifest) : NO_PERMISSION;
  const kept = keptCapabilities(installed?.permission ?? NO_PERMISSION, manifest.security);
  const permission = withCapabilities(asked, [...kept, ...capabilities]);
  const above = ceilingViolation(permission, manifest.security);
  return above === undefined ? ok(permission) : err(aboveCeiling(manifest.name, above));
}

/** The operator's consent: from the command line, else asked for where a person reads and one is needed. */
export async function askConsent(
  app: App,
  examination: Examination,
  installed: InstalledTool | undefined,
  given: Permission | undefined,
): Promise<Consent> {
  if (given !== undefined) return { approved: true, permission: given };
  const { manifest } = examination;
  const changed = installed !== undefined && !isCovered(installed, examination);
  const needed = changed || (installed === undefined && !asksForNothing(manifest));
  if (!needed || !app.console.interactive || process.stdin.isTTY !== true) return { approved: false };
  const all = consentedPermission(manifest, installed, true, []);
  const approved = await confirm(`Grant ${manifest.name} what it asks for?`, app.signal);
  return approved && all.ok ? { approved, permission: all.value } : { approved: false };
}

/** Whether an installation would change nothing but its time. */
export function isSameInstallation(
  installed: InstalledTool,
  { digest, contractHash, manifest, prepared, signature }: Examination,
  decision: Decision,
): boolean {
  const lines = (permission: Permission): string => formatPermission(permission).toSorted().join('\n');
  return (
    installed.digest === digest &&
    installed.contractHash === contractHash &&
    engineOf(installed.prepared) === engineOf(prepared) &&
    JSON.stringify(installed.manifest) === JSON.stringify(manifest) &&
    JSON.stringify(installed.signature) === JSON.stringify(signature) &&
    installed.state === decision.state &&
    lines(installed.permission) === lines(decision.permission)
  );
}

/** What a form was prepared for; the key ends in a mark of its content, which holds compiled code that differs each time. */
function engineOf({ key }: PreparedReference): string {
  return key.replace(/-[0-9a-f]{16}(?=\.bin$)/, '');
}

function aboveCeiling(name: string, above: string): KamiError {
  return kamiError('KAMI_DENIED', `${name} cannot be granted ${above}: its manifest does not ask for it.`, {
    hint: 'A grant never goes beyond the [security] table of tool.toml.',
  });
}
