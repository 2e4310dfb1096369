import { createEgress, createPrivateFolders, createSecretVault } from '@kami/host-node';
import { askPermissions, type ToolHost } from '@kami/runtime';
import { ok, type KamiError, type Result } from '@kami/types';
import { readEgressOptions } from './egress-options.ts';
import { runtimeSettings } from './runtime-settings.ts';
import { composeTrustPolicy } from './trust-policy.ts';
import { assembleToolHost, type ToolHostParts } from './assemble-tool-host.ts';

/** A command writes inline, and would do so while the answer of a first call comes in. */
const LATER_MS = { serve: 10, call: 250 } as const;

/**
 * Puts the host of tools together: policy, broker, pool and queue over this machine's files and network. Error:
 * `KAMI_CONFIG_INVALID`, for a setting of the network that cannot be used.
 */
export async function composeToolHost(
  parts: ToolHostParts,
  purpose: 'call' | 'serve',
): Promise<Result<ToolHost, KamiError>> {
  const { config, paths, home } = parts;
  const network = await readEgressOptions(config.network);
  if (!network.ok) return network;
  const egress = createEgress({ ...network.value, ownPorts: parts.ownPorts });
  const assembled = assembleToolHost(parts, runtimeSettings(config, purpose), {
    egress,
    secrets: createSecretVault({ folder: paths.secrets, store: config.secrets.store }),
    environment: grantedEnvironment,
    privateFolders: createPrivateFolders(paths.data),
    events: home.events,
    laterMs: LATER_MS[purpose],
    trust: await composeTrustPolicy(parts.trust, config.signatures.policy, paths.root),
  });
  if (purpose === 'serve') assembled.pool.warmUp();
  const { host, parking } = assembled;
  const asking = purpose === 'serve' && config.ask.permissions ? askPermissions(host, parking) : host;
  return ok({
    ...asking,
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await egress[Symbol.asyncDispose]();
    },
  });
}

function grantedEnvironment(keys: readonly string[]): readonly (readonly [string, string])[] {
  return keys.flatMap((key) => {
    const value = process.env[key];
    return value === undefined ? [] : [[key, value] as const];
  });
}
