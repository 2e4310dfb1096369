import { fileURLToPath } from 'node:url';
import type { KamiConfig } from '@kami/config';
import {
  createExecutor,
  createFileComponentStore,
  createPreparer,
  createWatchdog,
  detectWalls,
  openToolSource,
} from '@kami/host-node';
import type { ComponentStore } from '@kami/engine';
import { examine, type Executor, type ToolHost } from '@kami/runtime';
import { openSqliteHome, type SqliteHome } from '@kami/store-sqlite';
import { ok, type Clock, type KamiError, type Random, type Result } from '@kami/types';
import type { App } from '../app.ts';
import type { HomePaths } from '../home/home-paths.ts';
import type { Logger } from './logger.ts';
import { once } from './once.ts';
import { prestart, type PrestartedExecutor } from './prestart.ts';
import type { ProgramFiles } from './program-files.ts';
import { sha256 } from './sha256.ts';

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
}

/** The part of an app that is made when it is first asked for. */
export type Services = Pick<
  App,
  | 'home'
  | 'componentStore'
  | 'toolHost'
  | 'examine'
  | 'openSource'
  | 'serve'
  | 'walls'
  | 'probeExecutor'
  | 'close'
>;

/** Makes the services: nothing is opened or started yet. */
export function createServices(parts: ServiceParts): Services {
  const { config, paths, files, clock, random, signal } = parts;
  const closers: (() => Promise<void>)[] = [];
  // A server writes in a thread of its own; for one command the thread would cost more than it saves.
  let purposeOfHome: 'call' | 'serve' = 'call';

  const home = once(async (): Promise<Result<SqliteHome, KamiError>> => {
    const opened = await openSqliteHome(paths.database, {
      writer: purposeOfHome === 'serve' ? { kind: 'thread', entry: files.storeWriter } : { kind: 'inline' },
      groups: { groupMs: config.events.groupMs, groupSize: config.events.groupSize },
    });
    if (opened.ok) closers.push(() => opened.value.close());
    return opened;
  });
  const componentStore = once((): Promise<ComponentStore> =>
    Promise.resolve(createFileComponentStore(paths.store)),
  );
  const executor = once((): Executor => {
    const watchdog = createWatchdog(files.watchdog);
    closers.push(async () => watchdog[Symbol.asyncDispose]());
    return createExecutor({
      entry: files.executor,
      watchdog,
      cpuSeconds: config.limits.cpuSeconds,
      cancelGraceMs: config.limits.cancelGraceMs,
    });
  });

  return {
    home,
    componentStore,
    async toolHost(purpose, uninstalled) {
      purposeOfHome = purpose;
      const ready = purpose === 'call' ? started(executor()) : executor();
      const [{ composeToolHost }, opened, store] = await Promise.all([
        import('./tool-host.ts'),
        home(),
        componentStore(),
      ]);
      if (!opened.ok) return opened;
      const host = composeToolHost(
        { ...parts, home: opened.value, store, executor: ready, uninstalled },
        purpose,
      );
      closers.push(async () => host[Symbol.asyncDispose]());
      return ok<ToolHost>(host);
    },
    examine(candidate, onStep) {
      const { prepareDeadlineMs, startupDeadlineMs } = config.limits;
      const preparer = createPreparer({
        prepareEntry: fileURLToPath(files.prepare),
        deadlineMs: prepareDeadlineMs,
      });
      const ports = { preparer, executor: executor(), clock, random, sha256, startupDeadlineMs };
      return examine(ports, candidate, signal, onStep);
    },
    openSource: (path) => openToolSource(path),
    async serve(host) {
      const { serveHost } = await import('./serve-host.ts');
      return serveHost(parts, host);
    },
    walls: () => Promise.resolve(detectWalls()),
    async probeExecutor() {
      const begun = clock.now().monotonicNanos;
      const probe = await executor().start();
      if (!probe.ok) return probe;
      const took = Number(clock.now().monotonicNanos - begun) / 1e6;
      await probe.value.kill();
      return ok(took);
    },
    async close() {
      for (const close of closers.splice(0).reverse()) await close();
      await parts.log.flush();
    },
  };

  function started(base: Executor): PrestartedExecutor {
    const first = prestart(base);
    closers.push(async () => first[Symbol.asyncDispose]());
    return first;
  }
}
