/**
 * Threat: a caller without a token, with a guessed, expired or revoked one, or one that learns a secret from how long an
 * answer takes. Rule: the token is looked up at every request by the part that is no secret; hashes of the secret are
 * compared in constant time, and against a fixed one where there is no such token.
 */
import { hash, timingSafeEqual } from 'node:crypto';
import { parseTokenText, tokenState, type AccessToken, type TokenRepository } from '@kami/registry';
import { err, ok, type Clock, type KamiError, type Result } from '@kami/types';

/** Why a request is not let in: nothing presented, nothing that holds, or KAMI cannot look. */
export type AccessRefusal =
  | { readonly kind: 'missing' }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'unknown'; readonly error: KamiError };

/** What authentication needs. */
export interface AccessPorts {
  readonly tokens: Pick<TokenRepository, 'find'>;
  readonly clock: Clock;
}

const NO_HASH = '0'.repeat(64);

/** The token that an `Authorization` header proves (RFC 6750, section 2.1). */
export async function authenticate(
  { tokens, clock }: AccessPorts,
  header: string | undefined,
): Promise<Result<AccessToken, AccessRefusal>> {
  if (header === undefined) return err({ kind: 'missing' });
  const text = parseTokenText(/^Bearer +(\S+)$/i.exec(header)?.[1] ?? '');
  if (text === undefined) return err({ kind: 'invalid' });
  const found = await tokens.find(text.id);
  if (!found.ok) return err({ kind: 'unknown', error: found.error });
  const holds = isSameHash(hash('sha256', text.secret, 'hex'), found.value?.secretHash ?? NO_HASH);
  const nowMs = clock.now().wallMicros / 1000;
  return holds && found.value !== undefined && tokenState(found.value, nowMs) === 'active'
    ? ok(found.value)
    : err({ kind: 'invalid' });
}

function isSameHash(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a, 'hex'), Buffer.from(b, 'hex'));
}
