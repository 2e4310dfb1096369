import {
  createEgress,
  createFileJail,
  createPrivateFolders,
  createSecretVault,
  jailMechanism,
  sha256,
} from '@kami/host-node';
import type { ComponentStore } from '@kami/engine';
import {
  askPermissions,
  createExecutorPool,
  createParking,
  createScheduler,
  createToolHost,
  type Examination,
  type Executor,
  type ToolHost,
} from '@kami/runtime';
import { capabilityGate, createBroker, createChecker } from '@kami/sandbox';
import { ok, type KamiError, type Result } from '@kami/types';
import type { Home } from '../app.ts';
import { readEgressOptions } from './egress-options.ts';
import { readPrepared } from './read-prepared.ts';
import { runtimeSettings } from './runtime-settings.ts';
import type { ServiceParts } from './service-parts.ts';
import { composeTrustPolicy } from './trust-policy.ts';
import { withoutRepeats } from './without-repeats.ts';

/** What the host of tools is put together from. */
export interface ToolHostParts extends ServiceParts {
  readonly home: Home;
  readonly store: ComponentStore;
  readonly executor: Executor;
  /** A tool that is not installed and is to be called all the same. */
  readonly uninstalled: Examination | undefined;
}

/**
 * Puts the host of tools together: policy, broker, pool and queue over this machine's files and network. Error:
 * `KAMI_CONFIG_INVALID`, for a setting of the network that cannot be used.
 */
export async function composeToolHost(
  parts: ToolHostParts,
  purpose: 'call' | 'serve',
): Promise<Result<ToolHost, KamiError>> {
  const { config, home, executor, log, clock, random } = parts;
  const settings = runtimeSettings(config, purpose);
  const check = createChecker([capabilityGate]);
  const network = await readEgressOptions(config.network);
  if (!network.ok) return network;
  const egress = createEgress({ ...network.value, ownPorts: parts.ownPorts });
  const broker = createBroker({
    jail: createFileJail({ mechanism: jailMechanism(config.files.jail), temporary: parts.paths.temporary }),
    egress,
    secrets: createSecretVault({ folder: parts.paths.secrets, store: config.secrets.store }),
    check,
    monotonicNanos: () => clock.now().monotonicNanos,
  });
  const pool = createExecutorPool({
    executor,
    clock,
    random,
    settings,
    readPrepared: readPrepared(parts),
  });
  if (purpose === 'serve') pool.warmUp();
  const parking = createParking({ maxParked: config.ask.maxParked, waitMs: config.ask.waitMs });
  const host = createToolHost({
    pool,
    broker,
    check,
    parking,
    trust: await composeTrustPolicy(parts.trust, config.signatures.policy, parts.paths.root),
    clock,
    random,
    later: (task) => void setImmediate(task),
    settings,
    sha256,
    scheduler: createScheduler({
      running: Math.max(1, settings.maxProcesses - (settings.spare ? 1 : 0)),
      waiting: settings.maxWaiting,
      waitMs: settings.maxWaitMs,
    }),
    tools: home.tools,
    events: home.events,
    executorsPerTool: settings.executorsPerTool,
    environment: grantedEnvironment,
    privateFolders: createPrivateFolders(parts.paths.data),
    warn: withoutRepeats(clock, (message) => log.log('warn', message)),
    workspace: parts.paths.root,
  });
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
