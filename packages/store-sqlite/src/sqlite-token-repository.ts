import type { TokenRepository } from '@kami/registry';
import type { KamiError, Result } from '@kami/types';
import type { StoreReader } from './read/store-reader.ts';
import { readToken, TOKEN_COLUMNS } from './row/token-row.ts';
import type { TokenChange } from './write/write-request.ts';

const BY_ID = `SELECT ${TOKEN_COLUMNS} FROM access_tokens WHERE token_id = ?`;
const ALL = `SELECT ${TOKEN_COLUMNS} FROM access_tokens ORDER BY created_at, token_id`;

/** The access tokens in SQLite: reads here, changes in the store thread. */
export function createSqliteTokenRepository(
  reader: StoreReader,
  change: (change: TokenChange) => Promise<Result<void, KamiError>>,
): TokenRepository {
  return {
    create: (token, events) => change({ kind: 'create-token', token, events }),
    revoke: (id, at, events) => change({ kind: 'revoke-token', id, at, events }),
    find: (id) =>
      reader.read((database) => {
        const row = database.statement(BY_ID).raw().get(id);
        return row === undefined ? undefined : readToken(row);
      }),
    list: () => reader.read((database) => database.statement(ALL).raw().all().map(readToken)),
  };
}
