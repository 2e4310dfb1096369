import type { AccessToken } from '@kami/registry';
import { columnsOf } from './columns.ts';
import { isDigest, isTexts } from './stored-forms.ts';

const COLUMNS = ['token_id', 'name', 'secret_hash', 'tools', 'created_at', 'expires_at', 'revoked_at'];

/** Columns of `access_tokens` that {@link readToken} needs, in its order. */
export const TOKEN_COLUMNS: string = COLUMNS.join(', ');

/** A token as named parameters of an insert. */
export function writeToken(token: AccessToken): Readonly<Record<string, string | null>> {
  return {
    token_id: token.id,
    name: token.name,
    secret_hash: token.secretHash,
    tools: JSON.stringify(token.tools),
    created_at: token.createdAt,
    expires_at: token.expiresAt ?? null,
    revoked_at: token.revokedAt ?? null,
  };
}

/** The token of a row of {@link TOKEN_COLUMNS}, as an array; throws `DamagedRow`. */
export function readToken(row: unknown): AccessToken {
  const columns = columnsOf(COLUMNS, row);
  const expiresAt = columns.optionalText('expires_at');
  const revokedAt = columns.optionalText('revoked_at');
  return {
    id: columns.text('token_id'),
    name: columns.text('name'),
    secretHash: columns.one('secret_hash', isDigest),
    tools: columns.json('tools', isTexts),
    createdAt: columns.text('created_at'),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(revokedAt === undefined ? {} : { revokedAt }),
  };
}
