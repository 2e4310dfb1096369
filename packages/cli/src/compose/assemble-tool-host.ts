import { createFileJail, jailMechanism } from '@kami/host-node';
import { sha256 } from '@kami/host-node/component-store';
import type { ComponentStore } from '@kami/engine';
import {
  createExecutorPool,
  createParking,
  createScheduler,
  createToolHost,
  type CallPorts,
  type Examination,
  type Executor,
  type ExecutorPool,
  type Parking,
  type RuntimeSettings,
  type ToolHost,
} from '@kami/runtime';
import { capabilityGate, createBroker, createChecker, type Egress, type SecretStore } from '@kami/sandbox';
import type { Home } from '../app.ts';
import { readPrepared } from './read-prepared.ts';
import type { ServiceParts } from './service-parts.ts';
import { withoutRepeats } from './without-repeats.ts';

/** What the host of tools is put together from. */
export interface ToolHostParts extends ServiceParts {
  readonly home: Home;
  readonly store: ComponentStore;
  readonly executor: Executor;
  /** A tool that is not installed and is to be called all the same. */
  readonly uninstalled: Examination | undefined;
}

/** What tools meet outside, and where what they did is written down. */
export interface Surroundings extends Pick<CallPorts, 'environment' | 'privateFolders' | 'events' | 'trust'> {
  readonly egress: Egress;
  readonly secrets: SecretStore;
  /** Milliseconds after which a call that has not ended has its events written, and is looked at again. */
  readonly laterMs: number;
}

/** A host of tools with the parts of it that are used beside it. */
export interface AssembledHost {
  readonly host: ToolHost;
  readonly pool: ExecutorPool;
  readonly parking: Parking;
}

/** Puts policy, broker, pool and queue together in some surroundings. Their egress is ended by who made it. */
export function assembleToolHost(
  parts: ToolHostParts,
  settings: RuntimeSettings,
  { egress, secrets, laterMs, ...surroundings }: Surroundings,
): AssembledHost {
  const { config, home, executor, log, clock, random } = parts;
  const check = createChecker([capabilityGate]);
  const broker = createBroker({
    jail: createFileJail({ mechanism: jailMechanism(config.files.jail), temporary: parts.paths.temporary }),
    egress,
    secrets,
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
  const parking = createParking({ maxParked: config.ask.maxParked, waitMs: config.ask.waitMs });
  const host = createToolHost({
    ...surroundings,
    pool,
    broker,
    check,
    parking,
    clock,
    random,
    later(task) {
      const timer = setTimeout(task, laterMs).unref();
      return () => clearTimeout(timer);
    },
    afterAnswer: (task) => void setImmediate(task),
    settings,
    sha256,
    scheduler: createScheduler({
      running: Math.max(1, settings.maxProcesses - (settings.spare ? 1 : 0)),
      waiting: settings.maxWaiting,
      waitMs: settings.maxWaitMs,
    }),
    tools: home.tools,
    executorsPerTool: settings.executorsPerTool,
    warn: withoutRepeats(clock, (message) => log.log('warn', message)),
    workspace: parts.paths.root,
  });
  return { host, pool, parking };
}
