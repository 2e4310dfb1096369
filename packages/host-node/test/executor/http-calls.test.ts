import { beforeAll, describe, expect, it } from 'vitest';
import { LOAD, jobOf } from './orders.ts';
import { preparedGuest } from './prepared-guest.ts';
import { payloadOf, runOrders, type Run } from './scripted-host.ts';
import { createNetwork, type Peer } from './scripted-network.ts';

let prepared: Uint8Array;
beforeAll(async () => {
  prepared = await preparedGuest('sm-fetch');
});

function fetchWith(peer: Peer, args: object): Run & { readonly sent: Map<string, string> } {
  const network = createNetwork(peer);
  const run = runOrders(
    [
      { kind: 'load', id: 0, header: { ...LOAD, maxMemoryPages: 4096 }, body: prepared },
      {
        kind: 'job',
        id: 1,
        header: jobOf('sm-fetch', { structured: true }),
        body: new TextEncoder().encode(JSON.stringify(args)),
      },
    ],
    network.answer,
  );
  return { ...run, sent: network.sent };
}

describe('wasi:http over host calls, through the fetch of a JavaScript engine', () => {
  it('gets a body that comes in parts', () => {
    const run = fetchWith(() => ({ status: 200, parts: ['one,', 'two,', 'three'] }), {
      url: 'https://example.com/a?b=c',
    });
    expect(payloadOf(run).structured).toEqual({ status: 200, body: 'one,two,three' });
    expect(run.calls[0]).toMatchObject({
      op: 'http.start',
      method: 'GET',
      url: 'https://example.com/a?b=c',
      body: 'none',
    });
  });

  it('sends a body', () => {
    const run = fetchWith(() => ({ status: 201, parts: ['ok'] }), {
      url: 'https://example.com/',
      method: 'POST',
      body: 'payload',
    });
    expect(payloadOf(run).structured).toEqual({ status: 201, body: 'ok' });
    expect(run.sent.get('https://example.com/')).toBe('payload');
  });

  it.each(['HTTP-request-denied', 'connection-refused'] as const)('fails on %s', (error) => {
    expect(payloadOf(fetchWith(() => ({ error }), { url: 'https://example.com/' })).isError).toBe(true);
  });
});
