import type { KamiConfig } from '@kami/config';
import type { ComponentStore } from '@kami/engine';
import type { EarlyProcess } from '@kami/host-node/launch';
import type { Executor, ToolHost } from '@kami/runtime';
import type { SqliteHome } from '@kami/store-sqlite';
import { ok, type Clock, type KamiError, type Random, type Result } from '@kami/types';
import type { App } from '../app.ts';
import type { HomePaths } from '../home/home-paths.ts';
import type { Console } from '../output/console.ts';
import { createClosing } from './closing.ts';
import type { Logger } from './logger.ts';
import { once } from './once.ts';
import { prestart } from './prestart.ts';
import type { ProgramFiles } from './program-files.ts';

/** What the services of an app are made from. */
export interface ServiceParts {
  readonly config: KamiConfig;
  readonly paths: HomePaths;
  readonly files: ProgramFiles;
  readonly log: Logger;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
  readonly version: string;
  readonly console: Console;
  /** Who KAMI acts for, for events. */
  readonly actor: string;
  readonly early: EarlyProcess | undefined;
  /** Ports that this process serves on. */
  readonly ownPorts: Set<number>;
}

/** The part of an app that is made when it is first asked for. */
export type Services = Pick<
  App,
  | 'home'
  | 'sha256'
  | 'componentStore'
  | 'privateFolders'
  | 'fileMechanism'
  | 'toolHost'
  | 'examine'
  | 'openSource'
  | 'serve'
  | 'serveHttp'
  | 'walls'
  | 'probeExecutor'
  | 'close'
>;

/** Makes the services: nothing is loaded, opened or started yet, since each adapter costs start-up time. */
export function createServices(parts: ServiceParts): Services {
  const { config, paths, files, clock } = parts;
  const closing = createClosing();
  // A server writes in a thread of its own; for one command the thread would cost more than it saves.
  let purposeOfHome: 'call' | 'serve' = 'call';

  const home = once(async (): Promise<Result<SqliteHome, KamiError>> => {
    const { openSqliteHome } = await import('@kami/store-sqlite');
    const opened = await openSqliteHome(paths.database, {
      writer: purposeOfHome === 'serve' ? { kind: 'thread', entry: files.storeWriter } : { kind: 'inline' },
      // One command commits its first events at once, while its executor is still starting.
      groups: {
        groupMs: purposeOfHome === 'serve' ? config.events.groupMs : 1,
        groupSize: config.events.groupSize,
      },
    });
    if (opened.ok) closing.last(() => opened.value.close());
    return opened;
  });
  const componentStore = once(async (): Promise<ComponentStore> => {
    const { createFileComponentStore } = await import('@kami/host-node');
    return createFileComponentStore(paths.store);
  });
  const executor = once(async (): Promise<Executor> => {
    const { createExecutor, createWatchdog } = await import('@kami/host-node/process');
    const watchdog = createWatchdog(files.watchdog, purposeOfHome === 'serve' ? 'at-once' : 'when-needed');
    closing.last(async () => watchdog[Symbol.asyncDispose]());
    const { cpuSeconds, cancelGraceMs, memoryAllowanceMb } = config.limits;
    const early = parts.early === undefined ? {} : { early: parts.early };
    const bounds = { cpuSeconds, cancelGraceMs, memoryAllowanceMb };
    return createExecutor({ entry: files.executor, watchdog, ...bounds, ...early });
  });

  return {
    home,
    sha256: async () => (await import('@kami/host-node')).sha256,
    componentStore,
    async toolHost(purpose, uninstalled) {
      purposeOfHome = purpose;
      const ready = purpose === 'call' ? startFirst(await executor()) : await executor();
      const { composeToolHost } = await import('./tool-host.ts');
      const [opened, store] = await Promise.all([home(), componentStore()]);
      if (!opened.ok) return opened;
      const host = composeToolHost(
        { ...parts, home: opened.value, store, executor: ready, uninstalled },
        purpose,
      );
      closing.first(async () => host[Symbol.asyncDispose]());
      return ok<ToolHost>(host);
    },
    async privateFolders() {
      const { createPrivateFolders } = await import('@kami/host-node');
      return createPrivateFolders(paths.data);
    },
    async fileMechanism() {
      const { canUse, jailMechanism } = await import('@kami/host-node');
      const mechanism = jailMechanism(config.files.jail);
      return { mechanism, usable: canUse(mechanism) };
    },
    async examine(candidate, onStep) {
      const { composeExamination } = await import('./examination.ts');
      return composeExamination(parts, await executor())(candidate, onStep);
    },
    async openSource(path) {
      const { openToolSource } = await import('@kami/host-node');
      return openToolSource(path);
    },
    serve: async (host) => (await import('./serve-host.ts')).serveHost(parts, host),
    async serveHttp(host, place, onListening) {
      const { serveHostOverHttp } = await import('./serve-host-over-http.ts');
      const opened = await home();
      return opened.ok ? serveHostOverHttp(parts, opened.value.tokens, host, place, onListening) : opened;
    },
    async walls() {
      const { detectWalls } = await import('@kami/host-node/process');
      return detectWalls();
    },
    async probeExecutor() {
      const begun = clock.now().monotonicNanos;
      const probe = await (await executor()).start();
      if (!probe.ok) return probe;
      const took = Number(clock.now().monotonicNanos - begun) / 1e6;
      await probe.value.kill();
      return ok(took);
    },
    async close() {
      await closing.close();
      await parts.log.flush();
    },
  };

  /** Starts a process at once, while the rest of KAMI is still loading. */
  function startFirst(base: Executor): Executor {
    const first = prestart(base);
    closing.first(async () => first[Symbol.asyncDispose]());
    return first;
  }
}
