import { readFile } from 'node:fs/promises';
import { ENGINE_VERSION } from '@kami/engine';
import { createEgress, createPrivateFolders, requestRefusal } from '@kami/host-node';
import { sha256 } from '@kami/host-node/component-store';
import {
  createCountingSeam,
  createReplayEgress,
  createSimulatedSeam,
  interceptJobs,
  simulatedStart,
  type Executor,
} from '@kami/runtime';
import type { Egress, SecretStore } from '@kami/sandbox';
import { ok, type Clock, type EventLog, type KamiError, type Result } from '@kami/types';
import type { TestToolHost, TestWorld } from '../testing/test-world.ts';
import { requestKey } from '../testing/request-key.ts';
import { assembleToolHost, type ToolHostParts } from './assemble-tool-host.ts';
import { readEgressOptions } from './egress-options.ts';
import { runtimeSettings } from './runtime-settings.ts';

/** Events of tests are kept nowhere. */
const FORGETFUL: EventLog = {
  append: () => Promise.resolve(ok(undefined)),
  read: () => Promise.resolve(ok([])),
};

/**
 * Puts the host of one tool together as for a server, with a test's clock, seed, network and secrets in the place of the
 * machine's: processes, walls, broker, jail and limits are those of every call. Error: `KAMI_CONFIG_INVALID`.
 */
export async function composeTestToolHost(
  parts: ToolHostParts,
  world: TestWorld,
): Promise<Result<TestToolHost, KamiError>> {
  const egress = await openEgress(parts, world);
  if (!egress.ok) return egress;
  const privateFolders = createPrivateFolders(world.data);
  // No instance is made ahead: its seed and clock would be the host's.
  const settings = { ...runtimeSettings(parts.config, 'serve'), spare: false, stock: 0 };
  const executor = simulate(parts.executor, parts.clock, world);
  const { host } = assembleToolHost({ ...parts, executor }, settings, {
    egress: egress.value,
    secrets: givenSecrets(world),
    environment: (keys) =>
      keys.flatMap((key) => {
        const value = Object.hasOwn(world.environment, key) ? world.environment[key] : undefined;
        return value === undefined ? [] : [[key, value] as const];
      }),
    privateFolders,
    events: FORGETFUL,
    laterMs: 10,
  });
  return ok({
    host,
    privateFolder: (id) => privateFolders.pathOf(id),
    machine: {
      engine: ENGINE_VERSION,
      executor: sha256(await readFile(parts.files.executorBody)),
      node: process.versions.node,
      architecture: process.arch,
    },
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await egress.value[Symbol.asyncDispose]();
    },
  });
}

async function openEgress(parts: ToolHostParts, world: TestWorld): Promise<Result<Egress, KamiError>> {
  if (world.replayed !== undefined) {
    return ok(
      createReplayEgress({
        exchanges: world.replayed,
        keyOf: requestKey(Object.values(world.secrets), sha256),
        refuse: requestRefusal,
        onUnrecorded: world.onUnrecorded,
      }),
    );
  }
  const network = await readEgressOptions(parts.config.network);
  return network.ok ? ok(createEgress({ ...network.value, ownPorts: parts.ownPorts })) : network;
}

function givenSecrets({ secrets }: TestWorld): SecretStore {
  return {
    get: (name) => Promise.resolve(ok(Object.hasOwn(secrets, name) ? secrets[name] : undefined)),
  };
}

function simulate(executor: Executor, clock: Clock, { startOf }: TestWorld): Executor {
  return interceptJobs(executor, (job) => {
    const { seed = job.seed, at, usage, onEnd } = startOf(job.callId) ?? {};
    const time = at === undefined ? job.time : simulatedStart(at);
    return {
      header: { ...job, seed, time },
      seam: (inner, end) => {
        const counted = usage === undefined ? inner : createCountingSeam(inner, usage);
        if (at === undefined) return counted;
        return createSimulatedSeam(counted, { start: time, deadlineMs: job.deadlineMs, clock, end });
      },
      onEnd: onEnd ?? (() => undefined),
    };
  });
}
