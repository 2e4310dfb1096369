import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';

import { translateError } from '../source/translate-error.ts';
import { joinWit, type WitFile, type WitSource } from './wit-source.ts';

/**
 * Reads a WIT file, or a folder as the component tools lay it out: the package's files, and `deps/` with a file or a
 * folder for each package that it uses. `path` is relative to `folder` and named so. Errors: `KAMI_SOURCE_UNREADABLE`.
 */
export function readWit(folder: string, path: string): Result<WitSource, KamiError> {
  try {
    if (!statSync(join(folder, path)).isDirectory()) return ok(joinWit([readFile(folder, path)], []));
    const own = readFolder(folder, path);
    if (own.length > 0) return ok(joinWit(own, readDependencies(folder, join(path, 'deps'))));
    const message = `${JSON.stringify(path)} has no file that ends in .wit.`;
    return err(kamiError('KAMI_SOURCE_UNREADABLE', message));
  } catch (cause) {
    return err(translateError(path, cause, { hint: 'Set `wit` in [build] of tool.toml.' }));
  }
}

function readDependencies(folder: string, path: string): readonly (readonly WitFile[])[] {
  if (!existsSync(join(folder, path))) return [];
  const entries = readdirSync(join(folder, path), { withFileTypes: true });
  return entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((entry) => {
      const inner = join(path, entry.name);
      if (entry.isDirectory()) return readFolder(folder, inner);
      return entry.name.endsWith('.wit') ? [readFile(folder, inner)] : [];
    })
    .filter((files) => files.length > 0);
}

function readFolder(folder: string, path: string): readonly WitFile[] {
  return readdirSync(join(folder, path))
    .filter((name) => name.endsWith('.wit'))
    .toSorted()
    .map((name) => readFile(folder, join(path, name)));
}

function readFile(folder: string, path: string): WitFile {
  return { path, text: readFileSync(join(folder, path), 'utf8') };
}
