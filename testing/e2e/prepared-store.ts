import { globSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import type { TestHome } from './kami.ts';

/** Where the files of one installed tool stand, and what the registry says of its prepared form. */
export interface StoredTool {
  readonly component: string;
  readonly prepared: string;
  readonly key: string;
  readonly digest: string;
}

/** The stored files of an installed tool. */
export function storedTool(home: TestHome, name: string): StoredTool {
  using database = new DatabaseSync(join(home.path, 'kami.db'), { readOnly: true });
  const row = database
    .prepare(
      "SELECT digest, prepared_key, prepared_digest FROM installations WHERE name = ? AND state = 'active'",
    )
    .get(name);
  const folder = join(home.path, 'store', 'sha256', String(row?.['digest']));
  const key = String(row?.['prepared_key']);
  return {
    component: join(folder, 'component.wasm'),
    prepared: join(folder, key),
    key,
    digest: String(row?.['prepared_digest']),
  };
}

/** The names of all files beside a tool's component, but what is kept of its examination, which outlives the tool. */
export function preparedFiles({ component }: StoredTool): readonly string[] {
  return globSync('{*,.*}', { cwd: dirname(component) }).filter(
    (name) => name !== basename(component) && !name.startsWith('examined-'),
  );
}

/** Turns one bit in the middle of a file. */
export function flipBit(path: string): void {
  const bytes = readFileSync(path);
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

/** Makes a tool's prepared form look as if it had been made under another key: by another engine or Node. */
export function renamePrepared(home: TestHome, name: string, rename: (key: string) => string): void {
  const { prepared, key, digest } = storedTool(home, name);
  const other = rename(key);
  renameSync(prepared, join(dirname(prepared), other));
  using database = new DatabaseSync(join(home.path, 'kami.db'));
  database.prepare('UPDATE installations SET prepared_key = ? WHERE prepared_digest = ?').run(other, digest);
}
