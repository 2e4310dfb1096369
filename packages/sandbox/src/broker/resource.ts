import type { Hop } from '../net/redirect-trail.ts';
import type { EgressExchange } from '../ports/egress.ts';
import type { JailNode } from '../ports/file-jail.ts';
import { createReadiness, type Readiness } from './readiness.ts';

/** Something that a guest holds a handle to. */
export type Resource = NodeResource | ExchangeResource;

/** An opened file or directory. */
export interface NodeResource extends AsyncDisposable {
  readonly kind: 'node';
  readonly node: JailNode;
  /** Where it was opened, as the guest names it, for a denial's text. */
  readonly guestPath: string;
}

/** A request on its way. */
export interface ExchangeResource extends AsyncDisposable {
  readonly kind: 'exchange';
  readonly exchange: EgressExchange;
  readonly readiness: Readiness;
  /** The same for `send`. */
  readonly room: Readiness;
  /** What the request is, for a denial's text and the redirects that come of it. */
  readonly hop: Hop;
  readonly method: string;
}

/** Wraps a node. */
export function nodeResource(node: JailNode, guestPath: string): NodeResource {
  return {
    kind: 'node',
    node,
    guestPath,
    [Symbol.asyncDispose]: () => Promise.resolve(node[Symbol.asyncDispose]()),
  };
}

/** Wraps an exchange; `onEnd` hears when it is closed. */
export function exchangeResource(
  exchange: EgressExchange,
  method: string,
  hop: Hop,
  onEnd: () => void,
): ExchangeResource {
  return {
    kind: 'exchange',
    exchange,
    readiness: createReadiness(() => exchange.readable()),
    room: createReadiness(() => exchange.writable()),
    method,
    hop,
    async [Symbol.asyncDispose]() {
      onEnd();
      await exchange[Symbol.asyncDispose]();
    },
  };
}
