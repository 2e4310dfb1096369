import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEgress } from '@kami/host-node';
import type { Egress, EgressExchange } from '@kami/sandbox';
import type { NetRule } from '@kami/types';
import { makeKeyPair, rules, serve, serveTls, type TestServer } from './egress-fixture.ts';

let server: TestServer;
let egress: Egress;
let allowed: NetRule[];
let base: string;
beforeAll(async () => {
  egress = createEgress();
  server = await serve(answer);
  base = `http://127.0.0.1:${server.port}`;
  allowed = rules(base);
});
afterAll(async () => {
  await egress[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

/** `/echo` answers while it reads, `/early` before, `/never` reads nothing and does not answer. */
function answer(incoming: IncomingMessage, response: ServerResponse): void {
  if (incoming.url === '/never') return;
  if (incoming.url === '/early') {
    response.writeHead(413).end('too much');
    return;
  }
  if (incoming.url === '/echo') {
    response.writeHead(200, { 'x-coding': incoming.headers['transfer-encoding'] ?? 'none' });
    response.flushHeaders();
    incoming.pipe(response);
    return;
  }
  incoming.resume();
  incoming.on('end', () => response.end(JSON.stringify(incoming.rawTrailers)));
}

const post = (path: string, more: Partial<Parameters<Egress['start']>[2]> = {}): EgressExchange =>
  egress.start('t', allowed, { method: 'POST', url: base + path, headers: [], body: 'stream', ...more });
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const part = async (exchange: EgressExchange): Promise<string> => {
  const next = await exchange.next(1 << 20);
  return next.ok ? Buffer.from(next.value.bytes).toString() : next.error.code;
};
const rest = async (exchange: EgressExchange): Promise<string> => {
  let text = '';
  for (;;) {
    const next = await exchange.next(1 << 20);
    if (!next.ok) return next.error.code;
    text += Buffer.from(next.value.bytes).toString();
    if (next.value.end) return text;
  }
};

const nextRequest = (): Promise<IncomingMessage> =>
  new Promise((resolve) => server.server.once('request', resolve));

describe('a streamed body', () => {
  it('is on its way while the response already comes', async () => {
    await using exchange = post('/echo');
    await exchange.send(bytesOf('first'), false);
    let seen = '';
    while (!seen.endsWith('first')) seen += await part(exchange);
    await exchange.send(bytesOf('second'), true);
    expect(await rest(exchange)).toBe('second');
  });

  it('goes in chunks without a stated length, by any method, and as it is with one', async () => {
    for (const [headers, coding] of [
      [[], 'chunked'],
      [[['content-length', '3']], 'none'],
    ] as const) {
      await using exchange = post('/echo', { headers, method: 'DELETE' });
      await exchange.send(bytesOf('abc'), true);
      const head = await exchange.next(1);
      expect(head).toMatchObject({ ok: true, value: { status: 200 } });
      expect(head.ok && head.value.kind === 'head' && head.value.headers).toContainEqual([
        'x-coding',
        coding,
      ]);
    }
  });

  it('ends with its trailers', async () => {
    await using exchange = post('/trailers');
    await exchange.send(bytesOf('abc'), false);
    await exchange.send(new Uint8Array(0), true, [['X-Sum', 'é3']]);
    expect(JSON.parse(Buffer.from(await rest(exchange), 'latin1').toString('utf8'))).toEqual([
      'X-Sum',
      expect.stringContaining('3'),
    ]);
  });

  it.each(['Content-Length', 'Transfer-Encoding', 'Host', 'Authorization', 'Proxy-Authorization'])(
    'has no trailer %s',
    async (name) => {
      await using exchange = post('/trailers');
      const refused = { ok: false, error: { code: 'HTTP-request-denied', refusal: 'forbidden-header' } };
      expect(await exchange.send(bytesOf('abc'), true, [[name, '1']])).toMatchObject(refused);
      expect(await exchange.next(1)).toMatchObject(refused);
    },
  );

  it('says when the connection takes no more, and when it does again', async () => {
    const incoming = nextRequest();
    await using exchange = post('/never');
    let room = true;
    let sent = 0;
    while (room) {
      const more = await exchange.send(new Uint8Array(65_536), false);
      room = more.ok && more.value;
      sent += 65_536;
      // What the operating system holds of a connection is bounded: a few megabytes on loopback.
      expect(sent).toBeLessThan(64 * 1024 * 1024);
      if (room) await new Promise((resolve) => setImmediate(resolve));
    }
    const message = await incoming;
    message.resume();
    await exchange.writable();
    expect(await exchange.send(new Uint8Array(1), false)).toMatchObject({ ok: true });
  });

  it('that the peer does not take in time fails as a write', async () => {
    await using exchange = post('/never', { firstByteTimeoutMs: 200 });
    const sending = (async () => {
      for (;;) {
        const more = await exchange.send(new Uint8Array(1 << 20), false);
        if (!more.ok) return more.error.code;
      }
    })();
    expect(await exchange.next(1)).toMatchObject({ ok: false, error: { code: 'connection-write-timeout' } });
    expect(await sending).toBe('connection-write-timeout');
  });

  it('that the peer does not want to its end is given up with the response', async () => {
    const incoming = nextRequest();
    await using exchange = post('/early');
    await exchange.send(bytesOf('abc'), false);
    const { socket } = await incoming;
    const closed = new Promise((resolve) => socket.once('close', resolve));
    expect(await rest(exchange)).toBe('too much');
    await closed;
    expect(await exchange.send(bytesOf('more'), true)).toEqual({ ok: true, value: true });
  });

  it('is ended by disposing it: the peer sees that it is not complete', async () => {
    const incoming = nextRequest();
    const exchange = post('/trailers');
    await exchange.send(bytesOf('abc'), false);
    const message = await incoming;
    message.on('error', () => {});
    const aborted = new Promise((resolve) => message.once('close', resolve));
    await exchange[Symbol.asyncDispose]();
    await aborted;
    expect(message.complete).toBe(false);
  });
});

describe('a connection', () => {
  it('that is not made in time ends with its own code', async () => {
    const silent = createEgress({ resolve: () => new Promise(() => {}) });
    for (const body of ['none', 'stream'] as const) {
      const url = 'http://good.example/';
      await using exchange = silent.start('t', rules('http://good.example'), {
        method: 'POST',
        url,
        headers: [],
        body,
        connectTimeoutMs: 20,
      });
      expect(await exchange.next(1)).toMatchObject({ ok: false, error: { code: 'connection-timeout' } });
    }
    await silent[Symbol.asyncDispose]();
  });

  it.each(['none', 'stream'] as const)('is guarded for a body that is %s', async (body) => {
    const closed = createEgress({ resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]) });
    await using exchange = closed.start('t', rules('http://good.example'), {
      method: 'POST',
      url: 'http://good.example/',
      headers: [],
      body,
    });
    const refused = { code: 'destination-IP-prohibited', refusal: 'blocked-address' };
    expect(await exchange.next(1)).toMatchObject({ ok: false, error: refused });
    await closed[Symbol.asyncDispose]();
  });

  const pair = makeKeyPair('good.example');
  it.runIf(pair !== undefined)('is verified for a streamed body too', async () => {
    if (pair === undefined) return;
    const secure = await serveTls(pair, (_incoming, response) => response.end('not to be seen'));
    const origin = `https://127.0.0.1:${secure.port}`;
    const trusting = createEgress({ certificateAuthorities: [pair.cert] });
    await using exchange = trusting.start('t', rules(origin), {
      method: 'POST',
      url: `${origin}/`,
      headers: [],
      body: 'stream',
    });
    expect(await exchange.next(1)).toMatchObject({ ok: false, error: { code: 'TLS-certificate-error' } });
    await trusting[Symbol.asyncDispose]();
    await secure[Symbol.asyncDispose]();
  });
});

describe('many exchanges', () => {
  it('are answered only together', async () => {
    const waiting: ServerResponse[] = [];
    const together = await serve((_incoming, response) => {
      if (waiting.push(response) === 12) for (const one of waiting) one.end('all here');
    });
    const url = `http://127.0.0.1:${together.port}`;
    const exchanges = Array.from({ length: 12 }, (_, n) =>
      egress.start('t', rules(url), {
        method: 'POST',
        url: `${url}/${n}`,
        headers: [],
        body: n % 2 === 0 ? 'stream' : 'none',
      }),
    );
    for (const [n, exchange] of exchanges.entries()) if (n % 2 === 0) await exchange.send(bytesOf('x'), true);
    expect(new Set(await Promise.all(exchanges.map(rest)))).toEqual(new Set(['all here']));
    await together[Symbol.asyncDispose]();
  });
});
