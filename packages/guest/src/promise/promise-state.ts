/** What `then` was given, and the promise that it gave. */
export interface Reaction<P> {
  readonly onFulfilled: unknown;
  readonly onRejected: unknown;
  readonly derived: P;
}

/** Where a promise stands. */
export type State<P> = { readonly tag: 'pending'; readonly reactions: Reaction<P>[] } | Settled;

/** Where it stands for good. */
export type Settled =
  | { readonly tag: 'fulfilled'; readonly value: unknown }
  | { readonly tag: 'rejected'; readonly reason: unknown };
