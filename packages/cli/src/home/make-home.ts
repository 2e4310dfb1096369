import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { HomePaths } from './home-paths.ts';

/** Makes the folders of a home, for its owner only. Errors: `KAMI_HOME_UNUSABLE`. */
export function makeHome(paths: HomePaths): Result<void, KamiError> {
  try {
    for (const folder of [paths.root, paths.store, paths.data, paths.temporary]) {
      makeFolder(folder);
    }
    return isOpenToOthers(paths.root) ? err(openHome(paths.root)) : ok(undefined);
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    return err(
      kamiError('KAMI_HOME_UNUSABLE', `The home folder ${paths.root} cannot be made or written${why}.`, {
        cause,
        hint: 'Choose another with --home DIR or the variable KAMI_HOME.',
      }),
    );
  }
}

/** Whether a home is still to be made: there is no database, and nothing but a folder in the home's place. */
export function isUnmade({ root, database }: HomePaths): boolean {
  if (existsSync(database)) return false;
  return statSync(root, { throwIfNoEntry: false })?.isDirectory() ?? true;
}

/** Whether others than its owner may write a folder: they could put another database or configuration there. */
function isOpenToOthers(folder: string): boolean {
  return process.platform !== 'win32' && (statSync(folder).mode & 0o022) !== 0;
}

function openHome(folder: string): KamiError {
  return kamiError(
    'KAMI_HOME_UNUSABLE',
    `Others may write the home folder ${folder}, and with it every grant.`,
    {
      hint: `Make it your own with: chmod 700 ${folder}`,
    },
  );
}

/**
 * Makes a folder and those above it that are missing. Not by `mkdir`'s own `recursive`: Node 26 tries for ever where
 * a file system answers `ENOENT` under a folder that exists, as `/proc` does.
 */
function makeFolder(path: string): void {
  if (isMade(path)) return;
  makeFolder(dirname(path));
  if (!isMade(path))
    throw Object.assign(new Error(`no folder can be made in ${dirname(path)}`), { code: 'ENOENT' });
}

/** Makes one folder unless it is there; false when the one above it is missing. */
function isMade(path: string): boolean {
  try {
    mkdirSync(path, { mode: 0o700 });
    return true;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ENOENT' && dirname(path) !== path) return false;
    if (code === 'EEXIST' && statSync(path).isDirectory()) return true;
    throw cause;
  }
}
