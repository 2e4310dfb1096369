import type { Exchange } from '../exchange/exchange.ts';

/** What a pollable waits for. */
export type PollSource =
  | { readonly kind: 'always' }
  | { readonly kind: 'time'; readonly untilNanos: bigint }
  /** Something to read from an exchange, as far as the executor knows. */
  | { readonly kind: 'exchange'; readonly exchange: Exchange }
  /** Something that only the guest itself can bring about. */
  | { readonly kind: 'guest'; readonly isReady: () => boolean };

/** Ready at any time. */
export const ALWAYS_READY: PollSource = { kind: 'always' };
