import type { Exchange } from '../exchange/exchange.ts';

/** What a pollable waits for. */
export type PollSource =
  | { readonly kind: 'always' }
  | { readonly kind: 'time'; readonly untilNanos: bigint }
  /** Something to read from an exchange, as far as the executor knows. */
  | { readonly kind: 'exchange'; readonly exchange: Exchange }
  /** The end of an exchange, over whatever comes before it. */
  | { readonly kind: 'end'; readonly exchange: Exchange }
  /** Room in a request's body. Until there is an exchange only the guest itself can bring it about, by sending it. */
  | { readonly kind: 'room'; readonly isReady: () => boolean; readonly exchange: () => Exchange | undefined };

/** Ready at any time. */
export const ALWAYS_READY: PollSource = { kind: 'always' };
