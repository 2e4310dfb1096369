import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { openSqliteHome } from '@kami/store-sqlite';
import type { Digest } from '@kami/types';

const dist = fileURLToPath(new URL('../../packages/cli/dist', import.meta.url));
const cache = fileURLToPath(new URL('../../.cache/examined', import.meta.url));
const hash = (bytes: Uint8Array): Digest => createHash('sha256').update(bytes).digest('hex') as Digest;
const stored = (home: string): string => join(home, 'store', 'sha256');

/** Records count for the build that made them only. */
let folder: string | undefined;
const ofThisBuild = (): string => {
  const names = globSync('**/*.{cjs,js}', { cwd: dist }).toSorted();
  folder ??= join(
    cache,
    hash(Buffer.concat(names.map((name) => readFileSync(join(dist, name))))).slice(0, 16),
  );
  return folder;
};

/**
 * Gives a home what an earlier one found when it examined the component of this source: two seconds of work for one of a
 * JavaScript engine. The first test that installs a component still has it examined.
 */
export async function lendExaminations(home: string, source: string): Promise<void> {
  if (statSync(home, { throwIfNoEntry: false })?.isDirectory() === false) return;
  for (const component of componentsOf(source)) {
    const digest = hash(readFileSync(component));
    const lent = join(ofThisBuild(), digest);
    const records = globSync('examined-*.bin', { cwd: lent });
    if (records.length === 0) continue;
    const store = join(stored(home), digest);
    mkdirSync(home, { recursive: true, mode: 0o700 });
    mkdirSync(store, { recursive: true });
    const opened = await openSqliteHome(join(home, 'kami.db'), { writer: { kind: 'inline' } });
    if (!opened.ok) return;
    await using database = opened.value;
    for (const record of records.filter((name) => !existsSync(join(store, name)))) {
      copyFileSync(join(lent, record), join(store, record));
      await database.examinations.keep(digest, record, hash(readFileSync(join(lent, record))));
    }
  }
}

/** Keeps what a home has found for the homes of later tests. */
export function keepExaminations(home: string): void {
  for (const record of globSync('*/examined-*.bin', { cwd: stored(home) })) {
    const kept = join(ofThisBuild(), record);
    if (existsSync(kept)) continue;
    mkdirSync(dirname(kept), { recursive: true });
    const copy = `${kept}.${process.pid}`;
    copyFileSync(join(stored(home), record), copy);
    renameSync(copy, kept);
  }
}

function componentsOf(source: string): readonly string[] {
  const stats = statSync(source, { throwIfNoEntry: false });
  if (stats?.isFile() === true) return source.endsWith('.wasm') ? [source] : [];
  if (stats?.isDirectory() !== true) return [];
  return globSync('{*,dist/*}.wasm', { cwd: source }).map((name) => join(source, name));
}
