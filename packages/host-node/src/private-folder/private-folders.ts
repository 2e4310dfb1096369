import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { FolderWait, PrivateFolders } from '@kami/sandbox';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import { findLockHolder, openFolderLock, type FolderLock } from './folder-lock.ts';
import { removeTree } from './remove-tree.ts';
import { translateFolderError } from './translate-error.ts';

/** Time between two looks at a lock that another process holds, in milliseconds; a look costs about 10 µs. */
const LOOK_MS = 5;

/**
 * The private folders below one folder. Lock files stand in `.locks`, which is no tool's id, and stay: one that is
 * removed while a process waits would be two locks.
 */
export function createPrivateFolders(root: string): PrivateFolders {
  const locks = join(root, '.locks');
  const pathOf = (id: string): string => join(root, id);

  const take = async (wait: FolderWait): Promise<Result<Disposable, KamiError>> => {
    const file = join(locks, wait.tool.id);
    const lock = openIn(locks, wait, () => openFolderLock(file));
    if (!lock.ok) return lock;
    const taken = await takeInTime(lock.value, file, wait);
    // Only who has the lock makes the folder: the one before may have removed it.
    const made = taken.ok ? openIn(pathOf(wait.tool.id), wait, () => undefined) : taken;
    if (!made.ok) lock.value[Symbol.dispose]();
    return made.ok ? lock : made;
  };

  return {
    pathOf,
    take,
    async remove(wait) {
      const taken = await take(wait);
      if (!taken.ok) return taken;
      using _hold = taken.value;
      try {
        return ok(await removeTree(pathOf(wait.tool.id)));
      } catch (cause) {
        return err(translateFolderError(cause, wait.tool.name));
      }
    },
  };
}

/** Makes a folder of KAMI's own where it is missing, and opens something in it. */
function openIn<T>(folder: string, { tool }: FolderWait, open: () => T): Result<T, KamiError> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return ok(open());
  } catch (cause) {
    return err(translateFolderError(cause, tool.name));
  }
}

async function takeInTime(
  lock: FolderLock,
  file: string,
  { tool, waitMs, signal, onWait }: FolderWait,
): Promise<Result<void, KamiError>> {
  const until = performance.now() + waitMs;
  try {
    for (let looks = 0; !lock.take(); looks++) {
      if (signal.aborted) return err(kamiError('KAMI_CANCELLED', 'The call was withdrawn while it waited.'));
      if (performance.now() >= until) return err(inUse(tool.name, waitMs, await findLockHolder(file)));
      if (looks === 0) onWait();
      await delay(Math.min(LOOK_MS, waitMs));
    }
    return ok(undefined);
  } catch (cause) {
    return err(translateFolderError(cause, tool.name));
  }
}

function inUse(name: string, waitMs: number, holder: number | undefined): KamiError {
  const who = holder === undefined ? 'another KAMI process' : `the KAMI process ${holder}`;
  return kamiError(
    'KAMI_QUEUE_FULL',
    `The private folder of ${name} is in use: ${who} runs a call of it, and did not finish within ${waitMs} ms.`,
    { hint: 'Call again later, or raise queue.max_wait_ms; kami log shows which call has not ended.' },
  );
}
