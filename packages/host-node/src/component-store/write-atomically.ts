import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolders } from './make-folders.ts';

/**
 * Writes a file whole or not at all, also when the machine stops in between: temporary file in the
 * same folder, flushed, renamed over the target, folder flushed. Folders that are missing are made
 * for their owner only. Throws Node's file errors.
 */
export async function writeAtomically(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path);
  const firstMade = await makeFolders(folder);
  const temporary = join(folder, `.${process.getBuiltinModule('node:crypto').randomUUID()}.tmp`);
  try {
    await writeFlushed(temporary, bytes).catch(async (error: unknown) => {
      // An empty folder may be collected between its making and its first file.
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
      await makeFolders(folder);
      await writeFlushed(temporary, bytes);
    });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  const highest = firstMade === undefined ? folder : dirname(firstMade);
  for (let changed = folder; ; changed = dirname(changed)) {
    await flushFolder(changed);
    if (changed === highest) break;
  }
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  await using file = await open(path, 'wx', 0o600);
  await file.writeFile(bytes);
  await file.sync();
}

/** Makes a change of what is in a folder outlast a power cut. */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(folder, 'r');
  await handle.sync();
}
