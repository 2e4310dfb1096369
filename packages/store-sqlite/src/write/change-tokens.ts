import type { Database as Connection } from 'better-sqlite3';
import { kamiError } from '@kami/types';
import { writeToken } from '../row/token-row.ts';
import { StoreRefusal } from '../translate-error.ts';
import type { TokenChange } from './write-request.ts';

/** Applies a change inside an open transaction; throws `StoreRefusal` when it is not possible. */
export function changeTokens(connection: Connection, change: TokenChange): void {
  if (change.kind === 'create-token') {
    const row = writeToken(change.token);
    const columns = Object.keys(row);
    const { changes } = connection
      .prepare(
        `INSERT OR IGNORE INTO access_tokens (${columns.join(', ')}) VALUES (${columns.map((c) => `@${c}`).join(', ')})`,
      )
      .run(row);
    if (changes === 0)
      throw new StoreRefusal(kamiError('KAMI_CONFLICT', `There is a token ${change.token.id} already.`));
    return;
  }
  const { changes } = connection
    .prepare('UPDATE access_tokens SET revoked_at = ? WHERE token_id = ? AND revoked_at IS NULL')
    .run(change.at, change.id);
  if (changes === 0)
    throw new StoreRefusal(
      kamiError('KAMI_USAGE', `There is no token ${change.id} that could be revoked.`, {
        hint: 'See the tokens with: kami token list',
      }),
    );
}
