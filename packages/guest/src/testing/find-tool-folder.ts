import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { foldersAbove } from './find-kami.ts';
import { KamiTestError } from './kami-test-error.ts';

/** A path, or a `file:` address such as `new URL('../', import.meta.url)`. */
export type PathLike = string | URL;

/** A path as text; a relative one is below `base`. */
export function toPath(path: PathLike, base: string): string {
  return resolve(base, path instanceof URL ? fileURLToPath(path) : path);
}

/** The folder of the tool: the one that is given, else the nearest with a `tool.toml`, from `start` upwards. Throws `USAGE`. */
export function findToolFolder(given: PathLike | undefined, start: string): string {
  if (given !== undefined) {
    const folder = toPath(given, start);
    if (existsSync(join(folder, 'tool.toml'))) return folder;
    throw new KamiTestError('USAGE', `There is no tool.toml in ${folder}.`);
  }
  const found = foldersAbove(start).find((folder) => existsSync(join(folder, 'tool.toml')));
  if (found !== undefined) return found;
  throw new KamiTestError(
    'USAGE',
    `There is no tool.toml in ${start} nor above it. Say where the tool is: openTool({ folder })`,
  );
}
