import { MAX_READ_BYTES, type HttpCall, type WireHeader } from '@kami/protocol';
import { MAX_READ_AHEAD } from '../budgets.ts';
import type { Guest } from '../guest.ts';
import { HostDefect } from '../guest-stop.ts';
import { failureOf, type ExchangeFailure } from './exchange-failure.ts';

/** The head of a response. */
export interface ExchangeHead {
  readonly status: number;
  readonly headers: readonly WireHeader[];
}

/** One HTTP request on its way: the executor's view of what the host does. */
export class Exchange {
  readonly #guest: Guest;
  /** The host's handle. */
  readonly handle: number;
  head: ExchangeHead | undefined;
  failure: ExchangeFailure | undefined;
  trailers: readonly WireHeader[] = [];
  /** Whether the last byte has come from the host. */
  ended = false;
  #bytes: Uint8Array = new Uint8Array(0);
  #headTaken = false;
  #announced = false;
  #live = true;
  #room = true;

  private constructor(guest: Guest, handle: number) {
    this.#guest = guest;
    this.handle = handle;
  }

  /** Whether reading would not wait: something is here, or the host said that there is. */
  get hasNews(): boolean {
    const headWaits = this.head !== undefined && !this.#headTaken;
    return this.#announced || headWaits || this.#bytes.length > 0 || this.ended || this.failure !== undefined;
  }

  /** The host said that asking it would not wait. */
  announce(): void {
    this.#announced = true;
  }

  /** Asks the host to start a request; it answers without waiting for the peer. */
  static start(
    guest: Guest,
    call: Extract<HttpCall, { readonly op: 'http.start' }>,
    body?: Uint8Array,
  ): Exchange | ExchangeFailure {
    const { spending } = guest;
    if (spending.requestRefusal !== undefined)
      return { code: 'connection-limit-reached', message: spending.requestRefusal };
    const { reply } = guest.host.call(call, body);
    if ('httpError' in reply) {
      if (reply.httpError === 'connection-limit-reached') spending.requestRefusal = reply.message;
      return failureOf(reply);
    }
    if (!('ok' in reply) || reply.ok !== 'started') throw new HostDefect('http.start: unexpected reply');
    return new Exchange(guest, reply.handle);
  }

  /** Whether a part of the body would go without waiting, as far as is known. What is over takes everything. */
  get hasRoom(): boolean {
    return this.#room || !this.#live;
  }

  /** The host said that the body has room. */
  announceRoom(): void {
    this.#room = true;
  }

  /** Sends a part of a streamed body. A peer that has answered to the end has no use for it, which is no failure. */
  send(bytes: Uint8Array, end: boolean, trailers: readonly WireHeader[] = []): ExchangeFailure | undefined {
    if (this.failure !== undefined || this.ended) return this.failure;
    if (!this.#live) return { code: 'connection-terminated', message: 'the exchange was ended' };
    const last = trailers.length === 0 ? {} : { trailers };
    const { reply } = this.#guest.host.call({ op: 'http.body', handle: this.handle, end, ...last }, bytes);
    if ('httpError' in reply) return failureOf(reply);
    this.#room = 'ok' in reply && reply.ok === 'sent' && reply.room;
    return undefined;
  }

  /** Waits for the next part of the response: the head, then bytes, then the end. */
  pull(max: number = MAX_READ_AHEAD): void {
    if (this.ended || this.failure !== undefined || this.#bytes.length > 0) return;
    this.#announced = false;
    const call: HttpCall = { op: 'http.next', handle: this.handle, max: Math.min(max, MAX_READ_BYTES) };
    const { reply, body } = this.#guest.host.call(call);
    if ('httpError' in reply) {
      this.failure = failureOf(reply);
      this.close();
    } else if ('ok' in reply && reply.ok === 'head') {
      this.head = { status: reply.status, headers: reply.headers };
      this.#accept(body, reply.end);
    } else if ('ok' in reply && reply.ok === 'bytes') {
      this.trailers = reply.trailers ?? [];
      this.#accept(body, reply.end);
    } else {
      throw new HostDefect('http.next: unexpected reply');
    }
  }

  /** Takes bytes that are here, at most `max`. */
  take(max: number): Uint8Array {
    const taken = this.#bytes.subarray(0, max);
    this.#bytes = this.#bytes.subarray(max);
    return taken;
  }

  /** Drops what is here of the body, without waiting; gives whether the exchange is over. */
  passOver(): boolean {
    while (!this.ended && this.failure === undefined) {
      this.#bytes = new Uint8Array(0);
      if (!this.hasNews) return false;
      this.pull();
    }
    return true;
  }

  /** The head, when it is here; what comes next is the body. */
  takeHead(): ExchangeHead | undefined {
    this.#headTaken = this.head !== undefined;
    return this.head;
  }

  /** Ends the exchange where it stands. */
  close(): void {
    if (!this.#live) return;
    this.#live = false;
    this.#guest.spending.requestRefusal = undefined;
    this.#guest.host.drop(this.handle);
  }

  #accept(body: Uint8Array, end: boolean): void {
    this.#bytes = body;
    this.ended = end;
    if (end) this.close();
  }
}
