import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEgress } from '@kami/host-node';
import type { Egress } from '@kami/sandbox';
import type { NetRule } from '@kami/types';
import { request, rules, serve, type TestServer } from './egress-fixture.ts';

let server: TestServer;
let egress: Egress;
let allowed: NetRule[];
let base: string;
let sentOfEndless = 0;
beforeAll(async () => {
  egress = createEgress();
  server = await serve((incoming, response) => {
    if (incoming.url === '/gzip')
      return response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(10_000_000)));
    if (incoming.url === '/headers')
      return response
        .writeHead(200, Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`x-${n}`, 'v'])))
        .end();
    if (incoming.url === '/long-header')
      return response.writeHead(200, { 'x-long': 'v'.repeat(20_000) }).end();
    if (incoming.url === '/silent') return undefined;
    if (incoming.url === '/stops') return response.write('some');
    if (incoming.url === '/drops') return response.write('some', () => incoming.socket.destroy());
    if (incoming.url === '/trailers') {
      response.writeHead(200, { trailer: 'x-sum' }).write('body');
      response.addTrailers({ 'x-sum': '4' });
      return response.end();
    }
    if (incoming.url === '/latin1')
      return response.writeHead(200, { 'x-text': '\u00e9' }).end(incoming.headers['x-text'], 'latin1');
    if (incoming.url === '/endless') {
      const write = (): void => {
        do sentOfEndless += 65_536;
        while (response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', write);
      return write();
    }
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () =>
      response.end(
        `${incoming.method}:${incoming.headers['content-length'] ?? incoming.headers['transfer-encoding'] ?? ''}:${Buffer.concat(chunks).toString()}`,
      ),
    );
    return undefined;
  });
  base = `http://127.0.0.1:${server.port}`;
  allowed = rules(base);
});
afterAll(async () => {
  await egress[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});
const text = (result: Awaited<ReturnType<typeof request>>): string =>
  result.ok ? result.value.body.toString('latin1') : result.error.code;

describe('an exchange', () => {
  it('sends a whole body with its length, true lengths stated by the guest included', async () => {
    const body = Buffer.from('hello');
    expect(text(await request(egress, allowed, base, { method: 'POST', body }))).toBe('POST:5:hello');
    expect(
      text(
        await request(egress, allowed, base, {
          method: 'PUT',
          body,
          headers: [
            ['Content-Length', '5'],
            ['Host', `127.0.0.1:${server.port}`],
          ],
        }),
      ),
    ).toBe('PUT:5:hello');
    expect(text(await request(egress, allowed, base, { method: 'POST', body: new Uint8Array(0) }))).toBe(
      'POST:0:',
    );
  });

  it('streams a body in parts', async () => {
    await using exchange = egress.start('t', allowed, {
      method: 'POST',
      url: base,
      headers: [],
      body: 'stream',
    });
    for (const part of ['a', 'b', 'c'])
      expect(await exchange.send(Buffer.from(part), false)).toMatchObject({ ok: true });
    expect(await exchange.send(new Uint8Array(1_000_000).fill(100), true)).toMatchObject({ ok: true });
    await exchange.readable();
    const head = await exchange.next(25);
    expect(head).toMatchObject({ ok: true, value: { kind: 'head', status: 200, end: false } });
    expect(head.ok && Buffer.from(head.value.bytes).toString()).toMatch(/^POST:(chunked|1000003):abc/);
  });

  it('refuses a streamed body where none was announced', async () => {
    await using exchange = egress.start('t', allowed, {
      method: 'GET',
      url: base,
      headers: [],
      body: 'none',
    });
    expect(await exchange.send(Buffer.from('x'), true)).toMatchObject({ ok: false });
  });

  it('bounds a streamed body', async () => {
    await using exchange = egress.start('t', allowed, {
      method: 'POST',
      url: base,
      headers: [],
      body: 'stream',
    });
    const part = new Uint8Array(16 * 1024 * 1024);
    for (let given = 0; given < 64; given += 16)
      expect(await exchange.send(part, false)).toMatchObject({ ok: true });
    const fault = { refusal: 'cap', message: 'the request is over 67108864 bytes' };
    expect(await exchange.send(new Uint8Array(1), true)).toMatchObject({ ok: false, error: fault });
    expect(await exchange.next(10)).toMatchObject({ ok: false, error: fault });
  });

  it('ends a streamed body that is not as long as it said', async () => {
    await using exchange = egress.start('t', allowed, {
      method: 'POST',
      url: base,
      headers: [['content-length', '2']],
      body: 'stream',
    });
    await exchange.send(Buffer.from('abc'), true);
    expect(await exchange.next(10)).toMatchObject({ ok: false, error: { code: 'HTTP-protocol-error' } });
  });

  it('carries header values as Latin-1', async () => {
    const result = await request(egress, allowed, `${base}/latin1`, { headers: [['x-text', '\u00e9']] });
    expect(text(result)).toBe('\u00e9');
    expect(result.ok && result.value.headers.get('x-text')).toBe('\u00e9');
  });

  it('gives trailers, and keeps the fields of the connection', async () => {
    await using exchange = egress.start('t', allowed, {
      method: 'GET',
      url: `${base}/trailers`,
      headers: [],
      body: 'none',
    });
    const head = await exchange.next(100);
    expect(
      head.ok && head.value.kind === 'head' && head.value.headers.map(([name]) => name.toLowerCase()),
    ).not.toContain('transfer-encoding');
    let last = head;
    while (last.ok && !last.value.end) last = await exchange.next(100);
    expect(last).toMatchObject({ ok: true, value: { end: true, trailers: [['x-sum', '4']] } });
  });

  it('does not inflate: a compressed body comes as it is', async () => {
    const result = await request(egress, allowed, `${base}/gzip`);
    expect(result.ok && result.value.body.length).toBeLessThan(20_000);
    expect(result.ok && result.value.headers.get('content-encoding')).toBe('gzip');
  });

  it('bounds an endless body, and reads no further than the guest', async () => {
    await using exchange = egress.start('t', allowed, {
      method: 'GET',
      url: `${base}/endless`,
      headers: [],
      body: 'none',
    });
    expect(await exchange.next(10)).toMatchObject({ ok: true });
    let last = sentOfEndless;
    for (let quiet = 0; quiet < 20; last = sentOfEndless) {
      await new Promise((resolve) => setImmediate(resolve));
      quiet = sentOfEndless === last ? quiet + 1 : 0;
    }
    expect(sentOfEndless).toBeLessThan(16 * 1024 * 1024);
    let taken = 0;
    for (;;) {
      const part = await exchange.next(1024 * 1024);
      if (!part.ok) {
        expect(part.error).toMatchObject({ code: 'response-too-large', refusal: 'cap' });
        break;
      }
      taken += part.value.bytes.length;
    }
    expect(taken).toBeLessThanOrEqual(64 * 1024 * 1024);
  });

  it('bounds the header section by bytes and by count', async () => {
    for (const path of ['/headers', '/long-header']) {
      expect(await request(egress, allowed, base + path)).toMatchObject({
        error: { code: 'HTTP-response-header-section-size', refusal: 'cap' },
      });
    }
  });

  it('keeps the times that the guest asked for', async () => {
    expect(await request(egress, allowed, `${base}/silent`, { firstByteTimeoutMs: 50 })).toMatchObject({
      error: { code: 'connection-read-timeout' },
    });
    expect(await request(egress, allowed, `${base}/stops`, { betweenBytesTimeoutMs: 50 })).toMatchObject({
      error: { code: 'connection-read-timeout' },
    });
  });

  it('says how a connection failed, without telling addresses', async () => {
    const closed = await serve(() => {});
    const { port } = closed;
    await closed[Symbol.asyncDispose]();
    const refused = await request(egress, rules(`http://localhost:${port}`), `http://localhost:${port}/`);
    expect(refused).toMatchObject({ error: { code: 'connection-refused' } });
    expect(JSON.stringify(refused)).not.toContain('127.0.0.1');
    expect(await request(egress, allowed, `${base}/drops`)).toMatchObject({
      error: { code: 'HTTP-response-incomplete' },
    });
    const unresolved = createEgress({
      resolve: () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' })),
    });
    expect(await request(unresolved, rules('good.example'), 'https://good.example/')).toMatchObject({
      error: { code: 'DNS-error', detail: { rcode: 'NXDOMAIN' } },
    });
    await unresolved[Symbol.asyncDispose]();
  });

  it('refuses what is not HTTP', async () => {
    const raw = createTcpServer((socket) => socket.end('SSH-2.0-x\r\n')).listen(0, '127.0.0.1');
    await once(raw, 'listening');
    const address = raw.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    expect(await request(egress, rules(url), url)).toMatchObject({ error: { code: 'HTTP-protocol-error' } });
    raw.close();
  });

  it('is ended by disposing it: the other side sees the end, and next answers', async () => {
    const closed = new Promise<void>((resolve) => {
      server.server.once('request', (incoming: IncomingMessage) =>
        incoming.socket.once('close', () => resolve()),
      );
    });
    const exchange = egress.start('t', allowed, {
      method: 'GET',
      url: `${base}/silent`,
      headers: [],
      body: 'none',
    });
    const waiting = exchange.next(10);
    await once(server.server, 'request');
    await exchange[Symbol.asyncDispose]();
    await exchange[Symbol.asyncDispose]();
    expect(await waiting).toMatchObject({ ok: false, error: { code: 'connection-terminated' } });
    await closed;
  });

  it('bounds the connections of many requests at once, and answers them all', async () => {
    const sockets = new Set<unknown>();
    server.server.on('connection', (socket) => sockets.add(socket));
    const results = await Promise.all(Array.from({ length: 300 }, () => request(egress, allowed, base)));
    expect(results.every((result) => result.ok)).toBe(true);
    expect(sockets.size).toBeLessThanOrEqual(16);
  });
});
