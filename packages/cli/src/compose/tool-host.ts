import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { KamiConfig } from '@kami/config';
import { createEgress, createFileJail, sha256 } from '@kami/host-node';
import { isOfThisEngine, type ComponentStore } from '@kami/engine';
import type { InstalledTool } from '@kami/registry';
import {
  createExecutorPool,
  createLimiter,
  createToolHost,
  type Examination,
  type Executor,
  type ToolHost,
} from '@kami/runtime';
import { capabilityGate, createBroker, createChecker } from '@kami/sandbox';
import { err, kamiError, ok, type Clock, type KamiError, type Random, type Result } from '@kami/types';
import type { Home } from '../app.ts';
import type { HomePaths } from '../home/home-paths.ts';
import type { Logger } from './logger.ts';
import { runtimeSettings } from './runtime-settings.ts';

/** What the host of tools is put together from. */
export interface ToolHostParts {
  readonly config: KamiConfig;
  readonly paths: HomePaths;
  readonly log: Logger;
  readonly clock: Clock;
  readonly random: Random;
  readonly home: Home;
  readonly store: ComponentStore;
  readonly executor: Executor;
  /** A tool that is not installed and is to be called all the same. */
  readonly uninstalled: Examination | undefined;
}

/** Puts the host of tools together: policy, broker, pool and queue over this machine's files and network. */
export function composeToolHost(parts: ToolHostParts, purpose: 'call' | 'serve'): ToolHost {
  const { config, home, executor, log, clock, random } = parts;
  const settings = runtimeSettings(config, purpose);
  const check = createChecker([capabilityGate]);
  const egress = createEgress({});
  const broker = createBroker({
    jail: createFileJail(),
    egress,
    secrets: { get: () => Promise.resolve(ok(undefined)) },
    check,
    monotonicNanos: () => clock.now().monotonicNanos,
  });
  const pool = createExecutorPool({
    executor,
    clock,
    random,
    settings,
    readPrepared: (tool) => readPrepared(parts, tool),
  });
  if (purpose === 'serve') pool.warmUp();
  const host = createToolHost({
    pool,
    broker,
    check,
    clock,
    random,
    settings,
    sha256,
    limiter: createLimiter({
      running: Math.max(1, settings.maxProcesses - (settings.spare ? 1 : 0)),
      waiting: settings.maxWaiting,
      waitMs: settings.maxWaitMs,
    }),
    tools: home.tools,
    events: home.events,
    executorsPerTool: settings.executorsPerTool,
    environment: grantedEnvironment,
    privateFolder: (tool) => privateFolder(parts.paths, tool),
    warn: (message) => log.log('warn', message),
    workspace: parts.paths.root,
  });
  return {
    ...host,
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await egress[Symbol.asyncDispose]();
    },
  };
}

function readPrepared(
  { uninstalled, store }: ToolHostParts,
  { name, source, digest, prepared }: InstalledTool,
): Promise<Result<Uint8Array, KamiError>> {
  if (uninstalled?.prepared.digest === prepared.digest) return Promise.resolve(ok(uninstalled.preparedForm));
  if (isOfThisEngine(prepared.key)) return store.readPrepared(digest, prepared.key, prepared.digest);
  const message = `${name} was prepared by another version of KAMI's engine.`;
  const hint = `Prepare it anew, grants kept: kami install ${source}`;
  return Promise.resolve(err(kamiError('KAMI_TOOL_BROKEN', message, { hint })));
}

function grantedEnvironment(keys: readonly string[]): readonly (readonly [string, string])[] {
  return keys.flatMap((key) => {
    const value = process.env[key];
    return value === undefined ? [] : [[key, value] as const];
  });
}

/** The private folder of a tool, made when it was granted and is not there. */
function privateFolder(paths: HomePaths, tool: InstalledTool): string {
  const folder = join(paths.data, tool.id);
  if (tool.permission.privateFolder) mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
