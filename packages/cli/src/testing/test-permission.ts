import type { TestOpening } from '@kami/protocol';
import { secretRefusal } from '@kami/sandbox';
import {
  err,
  kamiError,
  type KamiError,
  type NetRule,
  type Permission,
  type Result,
  type ToolManifest,
} from '@kami/types';
import { consentedPermission } from '../commands/install-consent.ts';
import { resolveGrants } from '../home/resolve-grants.ts';

/**
 * What a test grants a tool: what it asked for where the test says so, what the test names, and each value that the test
 * gives. Errors: `KAMI_USAGE`, and `KAMI_DENIED` above the manifest's ceiling.
 */
export async function testPermission(
  manifest: ToolManifest,
  { requested, grants, config, secrets }: TestOpening,
  home: string,
): Promise<Result<Permission, KamiError>> {
  for (const [name, value] of Object.entries(secrets)) {
    const refusal = secretRefusal(value);
    if (refusal !== undefined)
      return err(kamiError('KAMI_USAGE', `The secret ${name} cannot be used: ${refusal}.`));
  }
  const named = await resolveGrants(
    [...grants, ...Object.keys(config).map((key) => `env=${key}`)],
    home,
    [],
    process.cwd(),
  );
  if (!named.ok) return named;
  const permission = consentedPermission(manifest, undefined, requested, named.value);
  if (!permission.ok) return permission;
  const known = new Set((permission.value.secrets ?? []).map(({ name }) => name));
  const left = Object.keys(secrets).filter((name) => !known.has(name));
  const implied = await resolveGrants(
    left.flatMap((name) => secretGrants(manifest, permission.value.net, name)),
    home,
  );
  if (!implied.ok) return implied;
  return consentedPermission(manifest, undefined, requested, [...named.value, ...implied.value]);
}

/** A secret that the manifest wants to read is read; another goes to every host that the tool may reach, unless a grant says where. */
function secretGrants({ security }: ToolManifest, net: readonly NetRule[], name: string): readonly string[] {
  const isSent = security.secrets.includes(name) && security.secretsRead?.includes(name) !== true;
  if (!isSent) return [`secret-read=${name}`];
  return net
    .filter(({ subdomains }) => !subdomains)
    .map(({ scheme, host, port }) => `secret=${name}@${scheme}://${host}:${port}`);
}
