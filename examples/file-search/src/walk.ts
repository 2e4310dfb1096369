import { FileError } from '@kami/guest';
import type { ReadOnlyFiles } from '@kami/guest';

/** Folders that hold what a tool made, not what a person wrote. */
const SKIPPED = new Set(['.git', 'node_modules']);

/** Every file below a folder, each folder in the order of its names. What cannot be listed is left out. */
export function* walk(files: ReadOnlyFiles, folder: string): Generator<string, void, void> {
  for (const { name, kind } of listed(files, folder)) {
    const path = `${folder.replace(/\/$/, '')}/${name}`;
    if (kind === 'file') yield path;
    else if (kind === 'directory' && !SKIPPED.has(name)) yield* walk(files, path);
  }
}

function listed(files: ReadOnlyFiles, folder: string): ReturnType<ReadOnlyFiles['list']> {
  try {
    return files.list(folder);
  } catch (error) {
    if (error instanceof FileError && (error.code === 'not-found' || error.code === 'failed')) return [];
    throw error;
  }
}
