import { MAX_READ_BYTES } from '@kami/protocol';
import { awaitExchanges } from '../exchange/await-exchanges.ts';
import { Exchange } from '../exchange/exchange.ts';
import type { Guest } from '../guest.ts';
import { witErr, witOk, type WitResult } from '../wasi/wit-result.ts';
import { httpFailure, parseCoarseRequest, type CoarseRequest, type HttpFailure } from './http-request.ts';

/** An exchange and the time by which it must be over. */
export interface OpenExchange {
  readonly exchange: Exchange;
  readonly untilNanos: bigint | undefined;
}

/** The exchanges of one instance by the numbers that its guest knows them by. */
export interface CoarseExchanges {
  start(request: CoarseRequest): WitResult<number, HttpFailure>;
  /** Begins an exchange whose body comes by `send` of its exchange. */
  startStreaming(request: CoarseRequest): WitResult<number, HttpFailure>;
  get(handle: number): OpenExchange | undefined;
  /** Waits until one has its head or failure, or the time is over; gives those that have. */
  wait(handles: readonly number[], timeoutMs: number | undefined): readonly number[];
  /** Waits until one of the first has something to read, one of the second room to write, or the time is over. */
  poll(reading: readonly number[], writing: readonly number[], timeoutMs: number | undefined): Polled;
  /** Waits until there is something to read; false when the exchange's time is over. Costs no crossing without a time-out. */
  awaitNews(open: OpenExchange): boolean;
  close(handle: number): void;
}

/** The handles that are ready, to read and to write. */
export type Polled = readonly [reading: readonly number[], writing: readonly number[]];

const NANOS_PER_MS = 1_000_000n;

/** Makes an empty table. */
export function createCoarseExchanges(guest: Guest): CoarseExchanges {
  const open = new Map<number, OpenExchange>();
  let last = 0;

  const untilNanos = (timeoutMs: number | undefined): bigint | undefined =>
    timeoutMs === undefined ? undefined : guest.clock.monotonicNanos() + BigInt(timeoutMs) * NANOS_PER_MS;
  const exchangesOf = (handles: readonly number[]): Exchange[] =>
    handles.flatMap((handle) => open.get(handle)?.exchange ?? []);

  return {
    start(request) {
      const call = parseCoarseRequest(request);
      if (typeof call === 'string') return witErr({ tag: 'invalid', val: call });
      if ((request.body?.length ?? 0) > MAX_READ_BYTES) return startLarge(call, request);
      return keep(Exchange.start(guest, call, request.body), request.timeoutMs);
    },
    get: (handle) => open.get(handle),
    startStreaming(request) {
      const call = parseCoarseRequest(request);
      if (typeof call === 'string') return witErr({ tag: 'invalid', val: call });
      if (request.body !== undefined)
        return witErr({ tag: 'invalid', val: 'a body that comes in parts is not given at once' });
      return keep(Exchange.start(guest, { ...call, body: 'stream' }), request.timeoutMs);
    },
    wait(handles, timeoutMs) {
      const known = handles.filter((handle) => open.has(handle));
      const isReady = (handle: number): boolean => isSettled(open.get(handle)?.exchange);
      const ready = known.filter(isReady);
      if (ready.length > 0 || (known.length === 0 && timeoutMs === undefined)) return ready;
      const waiting = exchangesOf(known);
      const [only] = waiting;
      // What would be asked for next comes with the wait itself.
      if (waiting.length === 1 && only !== undefined && timeoutMs === undefined) only.pull();
      else awaitExchanges(guest, waiting, [], untilNanos(timeoutMs));
      return known.filter(isReady);
    },
    poll(reading, writing, timeoutMs) {
      const hasNews = (handle: number): boolean => open.get(handle)?.exchange.hasNews ?? true;
      const hasRoom = (handle: number): boolean => open.get(handle)?.exchange.hasRoom ?? true;
      const ready = (): Polled => [reading.filter(hasNews), writing.filter(hasRoom)];
      const [readable, writable] = ready();
      const any = reading.length + writing.length > 0;
      if (readable.length + writable.length > 0 || (!any && timeoutMs === undefined))
        return [readable, writable];
      const waiting = exchangesOf(reading);
      const [only] = waiting;
      if (waiting.length === 1 && writing.length === 0 && timeoutMs === undefined) only?.pull();
      else awaitExchanges(guest, waiting, exchangesOf(writing), untilNanos(timeoutMs));
      return ready();
    },
    awaitNews({ exchange, untilNanos: until }) {
      if (until === undefined || exchange.hasNews) return true;
      awaitExchanges(guest, [exchange], [], until);
      if (!exchange.hasNews) exchange.close();
      return exchange.hasNews;
    },
    close(handle) {
      open.get(handle)?.exchange.close();
      open.delete(handle);
    },
  };

  function keep(
    started: ReturnType<typeof Exchange.start>,
    timeoutMs: number | undefined,
  ): WitResult<number, HttpFailure> {
    if (!(started instanceof Exchange)) return witErr(httpFailure(started));
    guest.resources.open();
    open.set(++last, { exchange: started, untilNanos: untilNanos(timeoutMs) });
    return witOk(last);
  }

  /** A body that does not fit one host call goes in parts. */
  function startLarge(
    call: Exclude<ReturnType<typeof parseCoarseRequest>, string>,
    request: CoarseRequest,
  ): WitResult<number, HttpFailure> {
    const started = Exchange.start(guest, { ...call, body: 'stream' });
    const body = request.body ?? new Uint8Array(0);
    if (started instanceof Exchange) {
      for (let offset = 0; offset < body.length; offset += MAX_READ_BYTES) {
        const failure = started.send(
          body.subarray(offset, offset + MAX_READ_BYTES),
          offset + MAX_READ_BYTES >= body.length,
        );
        if (failure !== undefined) return witErr(httpFailure(failure));
      }
    }
    return keep(started, request.timeoutMs);
  }
}

/** Whether the head or the failure is here, or at least known to be at the host. */
function isSettled(exchange: Exchange | undefined): boolean {
  return exchange !== undefined && (exchange.head !== undefined || exchange.hasNews);
}
