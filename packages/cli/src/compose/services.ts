import type { Examination, Executor, ToolHost } from '@kami/runtime';
import type { SqliteHome } from '@kami/store-sqlite';
import { detach, ok, type KamiError, type Result } from '@kami/types';
import type { App } from '../app.ts';
import { isUnmade } from '../home/make-home.ts';
import { createClosing } from './closing.ts';
import { machineServices, type MachineServices } from './machine-services.ts';
import { once } from './once.ts';
import { prestart } from './prestart.ts';
import { probeExecutor } from './probe-executor.ts';
import { createReadingAheadStore, type ReadingAheadStore } from './reading-ahead-store.ts';
import type { ServiceParts } from './service-parts.ts';

/** The part of an app that is made when it is first asked for. */
export type Services = MachineServices &
  Pick<
    App,
    | 'home'
    | 'componentStore'
    | 'expectCall'
    | 'upkeep'
    | 'toolHost'
    | 'examine'
    | 'serve'
    | 'serveHttp'
    | 'testToolHost'
    | 'serveTests'
    | 'runTests'
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
      // One command commits the events of its call when it ends, together.
      groups: {
        groupMs: purposeOfHome === 'serve' ? config.events.groupMs : 1,
        groupSize: config.events.groupSize,
      },
    });
    if (opened.ok) closing.last(() => opened.value.close());
    return opened;
  });
  const componentStore = once(async (): Promise<ReadingAheadStore> => {
    const { createFileComponentStore } = await import('@kami/host-node/component-store');
    return createReadingAheadStore(createFileComponentStore(paths.store));
  });
  const executor = once(async () => {
    const { composeExecutor } = await import('./executor.ts');
    const { watchdog, executor: made } = composeExecutor(
      parts,
      purposeOfHome === 'serve' ? 'at-once' : 'when-needed',
    );
    closing.last(async () => watchdog[Symbol.asyncDispose]());
    return made;
  });

  return {
    home,
    componentStore,
    expectCall({ digest, prepared }) {
      detach(componentStore().then((store) => store.readAhead(digest, prepared.key, prepared.digest)));
    },
    async upkeep() {
      const { composeUpkeep } = await import('./upkeep.ts');
      return composeUpkeep(parts, home);
    },
    async toolHost(purpose, uninstalled) {
      if (purpose === 'call' || !isUnmade(paths)) return openToolHost(purpose, uninstalled);
      const { composeLateToolHost } = await import('./compose-late-tool-host.ts');
      return ok(composeLateToolHost(parts, async () => openToolHost('serve', undefined)));
    },
    ...machineServices(parts),
    async examine(candidate, onStep) {
      const { composeExamination } = await import('./examination.ts');
      const services = { executor: await executor(), home, componentStore };
      return composeExamination(parts, services)(candidate, onStep);
    },
    async serve(host) {
      const { serveHost } = await import('./serve-host.ts');
      return serveHost(parts, host);
    },
    async serveHttp(host, place, onListening) {
      const { serveHostOverHttp } = await import('./serve-host-over-http.ts');
      const opened = await home();
      return opened.ok ? serveHostOverHttp(parts, opened.value.tokens, host, place, onListening) : opened;
    },
    async testToolHost(uninstalled, world) {
      const { composeTestToolHost } = await import('./test-tool-host.ts');
      const opened = await home();
      if (!opened.ok) return opened;
      const services = { home: opened.value, store: await componentStore(), executor: await executor() };
      return composeTestToolHost({ ...parts, ...services, uninstalled }, world);
    },
    async runTests(run) {
      const { runTestRunner } = await import('@kami/host-node/build');
      return runTestRunner(run, parts.signal);
    },
    async serveTests(answer) {
      const { serveTestHost } = await import('./serve-test-host.ts');
      return serveTestHost(parts, answer);
    },
    probeExecutor: async () => probeExecutor(await executor(), clock),
    async close() {
      await closing.close();
      await parts.log.flush();
    },
  };

  async function openToolHost(
    purpose: 'call' | 'serve',
    uninstalled: Examination | undefined,
  ): Promise<Result<ToolHost, KamiError>> {
    purposeOfHome = purpose;
    const ready = purpose === 'call' ? startFirst(await executor()) : await executor();
    const { composeToolHost } = await import('./tool-host.ts');
    const [opened, store] = await Promise.all([home(), componentStore()]);
    if (!opened.ok) return opened;
    const host = await composeToolHost(
      { ...parts, home: opened.value, store, executor: ready, uninstalled },
      purpose,
    );
    if (host.ok) closing.first(async () => host.value[Symbol.asyncDispose]());
    return host;
  }

  /** Starts a process at once, while the rest of KAMI is still loading. */
  function startFirst(base: Executor): Executor {
    const first = prestart(base);
    closing.first(async () => first[Symbol.asyncDispose]());
    return first;
  }
}
