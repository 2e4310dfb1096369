import { DatabaseSync } from 'node:sqlite';

import { APPLICATION_ID, MIGRATIONS } from '../../packages/store-sqlite/src/schema/migrations.ts';

/** Makes a database of the first schema with the rows of another, as far as that schema has room for them. */
export function ageDatabase(from: string, to: string): void {
  using database = new DatabaseSync(to);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec(MIGRATIONS[0] ?? '');
  database.exec(`ATTACH '${from.replaceAll("'", "''")}' AS newer`);
  for (const table of ['installations', 'events', 'event_payloads']) {
    const columns = database
      .prepare(`SELECT name FROM pragma_table_info('${table}')`)
      .all()
      .map(({ name }) => String(name))
      .join(', ');
    database.exec(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM newer.${table}`);
  }
  database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 1; DETACH newer`);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}
