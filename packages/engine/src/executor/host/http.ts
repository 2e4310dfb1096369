import { MAX_READ_BYTES, type WireHeader } from '@kami/protocol';
import { MAX_POLLED } from '../budgets.ts';
import type { Guest } from '../guest.ts';
import { GuestTrap } from '../guest-stop.ts';
import type { ImportInterface } from '../import-interface.ts';
import { createCoarseExchanges } from './coarse-exchanges.ts';
import { httpFailure, type CoarseRequest, type HttpFailure } from './http-request.ts';
import type { ExchangeHead } from '../exchange/exchange.ts';
import { witErr, witOk, type WitResult } from '../wasi/wit-result.ts';

type Answer<T> = WitResult<T, HttpFailure>;

/** `kami:host/http@0.1.x`: exchanges by number, over the same host calls as `wasi:http`. */
export function httpInterface(guest: Guest): ImportInterface {
  const exchanges = createCoarseExchanges(guest);
  return {
    start: (request: CoarseRequest): Answer<number> => exchanges.start(request),
    startStreaming: (request: CoarseRequest): Answer<number> => exchanges.startStreaming(request),
    write(handle: number, data: Uint8Array, end: boolean): Answer<boolean> {
      const open = exchanges.get(handle);
      if (open === undefined) return witErr({ tag: 'invalid', val: 'unknown handle' });
      if (data.length > MAX_READ_BYTES) return witErr({ tag: 'invalid', val: 'a part of over 1 MiB' });
      const failure = open.exchange.send(data, end);
      return failure === undefined ? witOk(open.exchange.hasRoom) : witErr(httpFailure(failure));
    },
    wait(handles: Uint32Array, timeoutMs: number | undefined): Uint32Array {
      if (handles.length > MAX_POLLED) throw new GuestTrap('wait for too many handles');
      return Uint32Array.from(exchanges.wait([...handles], timeoutMs));
    },
    poll(
      reading: Uint32Array,
      writing: Uint32Array,
      timeoutMs: number | undefined,
    ): readonly [Uint32Array, Uint32Array] {
      if (reading.length + writing.length > MAX_POLLED) throw new GuestTrap('poll of too many handles');
      const [readable, writable] = exchanges.poll([...reading], [...writing], timeoutMs);
      return [Uint32Array.from(readable), Uint32Array.from(writable)];
    },
    response(handle: number): Answer<ExchangeHead> {
      const open = exchanges.get(handle);
      if (open === undefined) return witErr({ tag: 'invalid', val: 'unknown handle' });
      const { exchange } = open;
      while (exchange.head === undefined && exchange.failure === undefined) {
        if (!exchanges.awaitNews(open)) return witErr({ tag: 'timed-out' });
        exchange.pull();
      }
      const head = exchange.takeHead();
      if (head === undefined) return witErr(httpFailure(exchange.failure));
      return witOk({
        status: head.status,
        headers: inLowerCase(head.headers),
      });
    },
    read(handle: number, max: number): Answer<Uint8Array | undefined> {
      const open = exchanges.get(handle);
      if (open === undefined || max === 0)
        return witErr({ tag: 'invalid', val: open === undefined ? 'unknown handle' : 'max is 0' });
      const { exchange } = open;
      for (;;) {
        const bytes = exchange.take(max);
        if (bytes.length > 0) return witOk(bytes);
        if (exchange.failure !== undefined) return witErr(httpFailure(exchange.failure));
        if (exchange.ended) return witOk(undefined);
        if (!exchanges.awaitNews(open)) return witErr({ tag: 'timed-out' });
        exchange.pull(max);
      }
    },
    trailers(handle: number): Answer<readonly WireHeader[]> {
      const open = exchanges.get(handle);
      if (open === undefined) return witErr({ tag: 'invalid', val: 'unknown handle' });
      if (!open.exchange.ended) return witErr({ tag: 'invalid', val: 'the body was not read to its end' });
      return witOk(inLowerCase(open.exchange.trailers));
    },
    close: (handle: number): void => exchanges.close(handle),
  };
}

function inLowerCase(fields: readonly WireHeader[]): readonly WireHeader[] {
  return fields.map(([name, value]) => [name.toLowerCase(), value]);
}
