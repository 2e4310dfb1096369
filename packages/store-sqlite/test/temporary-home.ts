import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  openSqliteHome,
  type SqliteHome,
  type SqliteHomeOptions,
  type WriterChoice,
} from '@kami/store-sqlite';
import { valueOf } from '../../registry/test/sample-tool.ts';

/** The store thread, from source. */
export const THREAD: WriterChoice = {
  kind: 'thread',
  entry: new URL('../src/writer/main.ts', import.meta.url),
};

/** A folder for one test, and the path of the database in it. */
export interface TemporaryHome extends Disposable {
  readonly folder: string;
  readonly path: string;
}

/** Makes a folder that goes when the test ends. */
export function temporaryHome(): TemporaryHome {
  const folder = mkdtempSync(join(tmpdir(), 'kami-store-'));
  return {
    folder,
    path: join(folder, 'kami.db'),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Opens a home that must open. */
export async function openHome(path: string, options: Partial<SqliteHomeOptions> = {}): Promise<SqliteHome> {
  return valueOf(await openSqliteHome(path, { writer: THREAD, ...options }));
}
