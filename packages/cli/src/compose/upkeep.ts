import { createPrivateFolders } from '@kami/host-node';
import { createFileComponentStore } from '@kami/host-node/component-store';
import { createHomeFiles } from '@kami/host-node/upkeep';
import { collectGarbage, createChangeRecorder, verifyHome } from '@kami/runtime';
import { checkDatabase, countPayloads, readStoredNames, shredPayloads } from '@kami/store-sqlite/upkeep';
import { err, formatMicros, kamiError, parseToolId, type KamiError, type Result } from '@kami/types';
import type { Home } from '../app.ts';
import type { Upkeep } from '../home/upkeep.ts';
import { backUpHome } from './back-up-home.ts';
import { restoreHome } from './restore-home.ts';
import type { ServiceParts } from './service-parts.ts';

const MICROS_OF_DAY = 86_400_000_000;

/** Puts together what looks after a home. Opening it brings it to this KAMI's schema; restoring needs it not opened. */
export function composeUpkeep(parts: ServiceParts, openHome: () => Promise<Result<Home, KamiError>>): Upkeep {
  const { paths } = parts;
  const files = createHomeFiles(paths.root);
  return {
    async collect(options) {
      const home = await openHome();
      if (!home.ok) return home;
      const collection = await collectGarbage(
        {
          files,
          readNames: async () => readStoredNames(paths.database),
          removePrivateFolder: async (id) => removePrivateFolder(parts, id),
          now: Date.now,
        },
        options,
      );
      if (!collection.ok || options.dryRun || collection.value.collected.length === 0) return collection;
      const { collected } = collection.value;
      const recorder = createChangeRecorder(parts, { actor: parts.actor, intent: 'collect garbage' });
      const bytes = collected.reduce((sum, file) => sum + file.bytes, 0);
      const told = await home.value.decisions.commit([
        recorder.make('store.collected', 'control_plane', { files: collected.length, bytes }),
      ]);
      return told.ok ? collection : told;
    },
    async shred(days, dryRun) {
      const home = await openHome();
      if (!home.ok) return home;
      const before = formatMicros(parts.clock.now().wallMicros - days * MICROS_OF_DAY);
      if (dryRun) return countPayloads(paths.database, before);
      const recorder = createChangeRecorder(parts, { actor: parts.actor, intent: 'shred old payloads' });
      return shredPayloads(paths.database, before, (shredded) =>
        recorder.make('log.shredded', 'control_plane', { before, ...shredded }),
      );
    },
    async verify(onStep) {
      const home = await openHome();
      if (!home.ok) return home;
      return verifyHome({
        checkRows: async () =>
          checkDatabase(paths.database, (events) => onStep(`${events.toLocaleString('en')} events`)),
        store: createFileComponentStore(paths.store),
        files,
        onStep,
      });
    },
    async backUp(options) {
      const home = await openHome();
      return home.ok ? backUpHome(parts, options) : home;
    },
    restore: async (file, onStep) => restoreHome(parts, file, onStep),
  };
}

/** Under the folder's lock: a call that still has it is waited for. */
async function removePrivateFolder(
  { paths, config, signal }: ServiceParts,
  name: string,
): Promise<Result<void, KamiError>> {
  const id = parseToolId(name);
  if (!id.ok) return err(kamiError('KAMI_INTERNAL', `No tool has the id ${name}.`));
  return createPrivateFolders(paths.data).remove({
    tool: { id: id.value, name },
    waitMs: config.queue.maxWaitMs,
    signal,
    onWait: () => undefined,
  });
}
