import type { HostCall } from '@kami/protocol';
import { describe, expect, it } from 'vitest';
import { Exchange } from '../../../src/executor/exchange/exchange.ts';
import { FutureTrailers } from '../../../src/executor/wasi/http/incoming.ts';
import { RequestBody } from '../../../src/executor/wasi/http/outgoing-body.ts';
import { Pollable, pollAll } from '../../../src/executor/wasi/poll.ts';
import { createTestGuest, type TestHost } from '../test-guest.ts';

const START = { op: 'http.start', method: 'POST', url: 'https://a/', headers: [], body: 'stream' } as const;

/** A host that takes one part and then no more until it was waited for; its response has an end after two parts. */
function congested(): TestHost & { readonly exchange: Exchange } {
  let parts = 0;
  const host = createTestGuest((call: HostCall) => {
    switch (call.op) {
      case 'http.start':
        return { ok: 'started', handle: 64 };
      case 'http.body':
        return { ok: 'sent', room: false };
      case 'wait':
        return { ok: 'ready', handles: call.handles, writable: call.writable ?? [] };
      default:
        parts += 1;
        return parts < 3
          ? [{ ok: 'bytes', end: false }, Uint8Array.of(parts)]
          : { ok: 'bytes', end: true, trailers: [['x-sum', '4']] };
    }
  });
  const exchange = Exchange.start(host.guest, START);
  if (!(exchange instanceof Exchange)) throw new Error(exchange.code);
  host.calls.length = 0;
  return { ...host, exchange };
}

describe('a body on its way', () => {
  it('has no room from a congested part on until the host says so', () => {
    const { guest, calls, exchange } = congested();
    const body = new RequestBody(undefined);
    expect(body.connect(exchange)).toBeUndefined();
    expect(calls).toEqual([]);
    expect(body.room()).toBeGreaterThan(0);
    expect(body.write(Uint8Array.of(1))).toBeUndefined();
    expect(body.room()).toBe(0);
    const source = { kind: 'room', isReady: () => body.room() > 0, exchange: () => body.exchange } as const;
    expect([...pollAll(guest, [new Pollable(guest, source)])]).toEqual([0]);
    expect(calls.at(-1)).toEqual({ op: 'wait', handles: [], writable: [64] });
    expect(body.room()).toBeGreaterThan(0);
  });

  it('ends with its trailers, also where it was finished before it was sent', () => {
    const { calls, exchange } = congested();
    const body = new RequestBody(undefined);
    body.write(Uint8Array.of(1, 2));
    expect(body.finish([['x-sum', '2']])).toBeUndefined();
    expect(body.isWhole).toBe(false);
    body.connect(exchange);
    expect(calls).toEqual([{ op: 'http.body', handle: 64, end: true, trailers: [['x-sum', '2']] }]);
  });

  it('is whole without trailers, and has none beside a stated length', () => {
    const body = new RequestBody(1);
    body.write(Uint8Array.of(1));
    body.finish([['x-sum', '1']]);
    expect(body.isWhole).toBe(true);
  });

  it('is not sent to a peer that has answered to the end, nor after its exchange was closed', () => {
    const { calls, exchange } = congested();
    while (!exchange.ended) {
      exchange.take(10);
      exchange.pull();
    }
    calls.length = 0;
    expect(exchange.send(Uint8Array.of(1), true)).toBeUndefined();
    const other = congested();
    other.exchange.close();
    expect(other.exchange.send(Uint8Array.of(1), true)).toMatchObject({ code: 'connection-terminated' });
    expect([calls, other.calls]).toEqual([[], []]);
  });
});

describe('FutureTrailers', () => {
  it('waits for the end over the bytes before it', () => {
    const { guest, exchange } = congested();
    const trailers = new FutureTrailers(guest, exchange);
    expect(trailers.get()).toBeUndefined();
    trailers.subscribe().block();
    const got = trailers.get();
    expect(got).toMatchObject({ tag: 'ok', val: { tag: 'ok' } });
    expect(trailers.get()).toMatchObject({ tag: 'err' });
  });
});
