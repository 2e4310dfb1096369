import { MAX_READ_BYTES } from '@kami/protocol';
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
  get(handle: number): OpenExchange | undefined;
  /** Waits until one has its head or failure, or the time is over; gives those that have. */
  wait(handles: readonly number[], timeoutMs: number | undefined): readonly number[];
  /** Waits until there is something to read; false when the exchange's time is over. Costs no crossing without a time-out. */
  awaitNews(open: OpenExchange): boolean;
  close(handle: number): void;
}

const NANOS_PER_MS = 1_000_000n;

/** Makes an empty table. */
export function createCoarseExchanges(guest: Guest): CoarseExchanges {
  const open = new Map<number, OpenExchange>();
  let last = 0;

  const hostWait = (exchanges: readonly Exchange[], until: bigint | undefined): void => {
    const time = until === undefined ? {} : { untilNanos: until.toString() };
    const { reply } = guest.host.call({
      op: 'wait',
      handles: exchanges.map(({ handle }) => handle),
      ...time,
    });
    const ready = new Set('ok' in reply && reply.ok === 'ready' ? reply.handles : []);
    for (const exchange of exchanges) if (ready.has(exchange.handle)) exchange.announce();
  };

  return {
    start(request) {
      const call = parseCoarseRequest(request);
      if (typeof call === 'string') return witErr({ tag: 'invalid', val: call });
      if ((request.body?.length ?? 0) > MAX_READ_BYTES) return startLarge(call, request);
      return keep(Exchange.start(guest, call, request.body), request.timeoutMs);
    },
    get: (handle) => open.get(handle),
    wait(handles, timeoutMs) {
      const known = handles.filter((handle) => open.has(handle));
      const isReady = (handle: number): boolean => isSettled(open.get(handle)?.exchange);
      const ready = known.filter(isReady);
      if (ready.length > 0 || (known.length === 0 && timeoutMs === undefined)) return ready;
      const until =
        timeoutMs === undefined ? undefined : guest.clock.monotonicNanos() + BigInt(timeoutMs) * NANOS_PER_MS;
      hostWait(
        known.flatMap((handle) => open.get(handle)?.exchange ?? []),
        until,
      );
      return known.filter(isReady);
    },
    awaitNews({ exchange, untilNanos }) {
      if (untilNanos === undefined || exchange.hasNews) return true;
      hostWait([exchange], untilNanos);
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
    const untilNanos =
      timeoutMs === undefined ? undefined : guest.clock.monotonicNanos() + BigInt(timeoutMs) * NANOS_PER_MS;
    open.set(++last, { exchange: started, untilNanos });
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
