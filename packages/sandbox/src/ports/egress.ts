import type { HttpErrorCode, HttpErrorDetail, WireHeader } from '@kami/protocol';
import type { NetRule, Result } from '@kami/types';

/** A request as a guest asks for it. */
export interface EgressRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly WireHeader[];
  /** `stream` when the body comes by `send`. */
  readonly body: Uint8Array | 'none' | 'stream';
  readonly connectTimeoutMs?: number;
  readonly firstByteTimeoutMs?: number;
  readonly betweenBytesTimeoutMs?: number;
}

/** Why a request failed. `target` is what a rule would have to allow, where a rule was missing. */
export interface EgressFault {
  readonly code: HttpErrorCode;
  readonly message: string;
  /** What the code carries in `wasi:http`. */
  readonly detail?: HttpErrorDetail;
  /** Set when the guard refused it: which rule failed. */
  readonly refusal?: 'no-rule' | 'blocked-address' | 'own-port' | 'forbidden-header' | 'cap';
  /** Text of the rule that would allow it, when one would. */
  readonly target?: string;
}

/** The next part of a response. */
export type EgressPart =
  | {
      readonly kind: 'head';
      readonly status: number;
      readonly headers: readonly WireHeader[];
      readonly bytes: Uint8Array;
      readonly end: boolean;
    }
  | {
      readonly kind: 'bytes';
      readonly bytes: Uint8Array;
      readonly end: boolean;
      readonly trailers?: readonly WireHeader[];
    };

/** One request on its way. Disposing aborts it. */
export interface EgressExchange extends AsyncDisposable {
  /**
   * Sends a part of a streamed body, waiting first while the connection is congested, and gives whether it takes the next
   * one at once. `trailers` go with the end; a body whose length was stated has none (RFC 9112, section 7.1.2).
   */
  send(
    chunk: Uint8Array,
    end: boolean,
    trailers?: readonly WireHeader[],
  ): Promise<Result<boolean, EgressFault>>;
  /** Resolves when `send` would not wait. */
  writable(): Promise<void>;
  /** Resolves when `next` would answer without waiting. */
  readable(): Promise<void>;
  /** The next part, of at most `max` bytes. */
  next(max: number): Promise<Result<EgressPart, EgressFault>>;
}

/** HTTP to the outside, through the guard. */
export interface Egress extends AsyncDisposable {
  /** Starts a request under the rules of who makes it; `pool` names the connections that it may use. */
  start(pool: string, rules: readonly NetRule[], request: EgressRequest): EgressExchange;
}
