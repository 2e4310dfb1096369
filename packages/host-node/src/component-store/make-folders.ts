import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it that are missing, for their owner only, and gives the highest one made. Not by
 * `mkdir`'s own `recursive`, which tells that a file system is read-only as a folder that is missing. Throws Node's file
 * errors.
 */
export async function makeFolders(path: string): Promise<string | undefined> {
  const made = await makeFolder(path);
  if (made !== 'orphan') return made === 'made' ? path : undefined;
  const highest = await makeFolders(dirname(path));
  return (await makeFolder(path)) === 'made' ? (highest ?? path) : highest;
}

async function makeFolder(path: string): Promise<'made' | 'there' | 'orphan'> {
  try {
    await mkdir(path, { mode: 0o700 });
    return 'made';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') return 'there';
    if (code === 'ENOENT' && dirname(path) !== path) return 'orphan';
    throw error;
  }
}
