import Database from 'better-sqlite3';
import type { InstalledTool } from '@kami/registry';
import { changeCatalogue } from '../src/write/change-catalogue.ts';
import { inTransaction } from '../src/write/in-transaction.ts';

/** Installs tools into a database that is there, as the store's writer does, but all in one transaction. */
export function fillCatalogue(path: string, tools: Iterable<InstalledTool>): void {
  const connection = new Database(path, { fileMustExist: true });
  try {
    inTransaction(connection, () => {
      for (const tool of tools)
        changeCatalogue(connection, { kind: 'install', tool, events: [], revision: undefined });
    });
  } finally {
    connection.close();
  }
}
