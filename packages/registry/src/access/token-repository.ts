import type { KamiError, Result, RuntimeEvent } from '@kami/types';
import type { AccessToken } from './access-token.ts';

/** The access tokens of one home. Every change carries its events, written in the same transaction. */
export interface TokenRepository {
  /** Adds a token. Errors: `KAMI_CONFLICT` when there is one with this id. */
  create(token: AccessToken, events: readonly RuntimeEvent[]): Promise<Result<void, KamiError>>;
  /**
   * Ends a token from a time (RFC 3339) on. Errors: `KAMI_USAGE` when there is none with this id, or it was revoked
   * already.
   */
  revoke(id: string, at: string, events: readonly RuntimeEvent[]): Promise<Result<void, KamiError>>;
  /** The token with this id, revoked or not; nothing when there is none. */
  find(id: string): Promise<Result<AccessToken | undefined, KamiError>>;
  /** Every token, oldest first. */
  list(): Promise<Result<readonly AccessToken[], KamiError>>;
}
