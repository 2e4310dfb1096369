import type { Message } from '@kami/protocol';

/**
 * The pipe to the host as the executor sees it: synchronous, because a guest that asks for something
 * waits in the call itself, and nothing else happens in the process meanwhile.
 */
export interface Channel {
  /** Writes all pieces, in order, before it returns. */
  send(pieces: readonly Uint8Array[]): void;
  /** Blocks until the next whole message is there. Does not return when the host has gone. */
  receive(): Message;
}
