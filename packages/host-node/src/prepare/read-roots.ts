import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';

const TRANSPILER = '@bytecodealliance/jco-transpile/component';

/**
 * The folders that the prepare process at `entry` (a real path) may read: its own code, and every
 * `node_modules` in which the transpiler and its library are looked up. Throws when the transpiler is
 * not installed.
 */
export function findReadRoots(entry: string): readonly string[] {
  const transpiler = realpathSync(createRequire(entry).resolve(TRANSPILER));
  const [outermost = ''] = transpiler.split(`${sep}node_modules${sep}`, 1);
  const searched = ancestors(dirname(entry)).map((folder) => join(folder, 'node_modules'));
  const roots = [
    dirname(entry),
    join(outermost, 'node_modules'),
    ...searched.filter((folder) => existsSync(folder)),
  ];
  return [...new Set(roots)];
}

function ancestors(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}
