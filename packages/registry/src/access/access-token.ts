/**
 * Threat: a copy of the database, a log or a process list gives away who may call. Rule: a token is 256 random bits that
 * are shown once; what is kept is their SHA-256, which nobody can turn back or guess.
 */
import { err, kamiError, ok, type Digest, type KamiError, type Result } from '@kami/types';

/** A key by which a client calls over the network, as it is kept. */
export interface AccessToken {
  /** 12 lower-case hex digits, part of the token's text; no secret. */
  readonly id: string;
  /** What the operator calls it; may be empty. */
  readonly name: string;
  /** SHA-256 of the secret part of the token's text, as UTF-8. */
  readonly secretHash: Digest;
  /** Patterns of the tool names that it may list and call; empty for every tool. */
  readonly tools: readonly string[];
  /** RFC 3339, UTC. */
  readonly createdAt: string;
  /** RFC 3339, UTC: from this moment on it is refused; absent for never. */
  readonly expiresAt?: string;
  /** RFC 3339, UTC; present when it was revoked. */
  readonly revokedAt?: string;
}

/** The parts of a token's text. */
export interface TokenText {
  readonly id: string;
  /** 43 characters of base64url (RFC 4648, section 5): 256 bits. */
  readonly secret: string;
}

/** Bytes of the random part. */
export const TOKEN_SECRET_BYTES = 32;

const TEXT = /^kami_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;

/** The text that a client sends: `kami_<id>_<secret>`, so that a scanner for leaked secrets finds it. */
export function formatTokenText({ id, secret }: TokenText): string {
  return `kami_${id}_${secret}`;
}

/** Reads a token's text; nothing when it is none. */
export function parseTokenText(text: string): TokenText | undefined {
  const [, id, secret] = TEXT.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** Reads a token's id as a person gives it. Error: `KAMI_USAGE`. */
export function parseTokenId(text: string): Result<string, KamiError> {
  if (/^[0-9a-f]{12}$/.test(text)) return ok(text);
  return err(
    kamiError('KAMI_USAGE', `${JSON.stringify(text.slice(0, 80))} is no token id: it has 12 hex digits.`, {
      hint: 'See the tokens with: kami token list',
    }),
  );
}

/** Whether a token may be used at a moment, in milliseconds since 1970, and if not, why. */
export function tokenState(token: AccessToken, nowMs: number): 'active' | 'expired' | 'revoked' {
  if (token.revokedAt !== undefined) return 'revoked';
  // What is no time has passed: a damaged row opens nothing.
  return token.expiresAt === undefined || Date.parse(token.expiresAt) > nowMs ? 'active' : 'expired';
}
