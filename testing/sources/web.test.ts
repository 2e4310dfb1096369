import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

import { afterEach, describe, expect, it } from 'vitest';

import { serveLoopback, type LoopbackServer } from '../loopback/http-server.ts';
import { makeSources, watchedTransfer, type SourceFixture } from './source-fixture.ts';

const COMPONENT = Buffer.concat([Buffer.from('\0asm'), Buffer.alloc(1_000_000, 5)]);
const SHA256 = createHash('sha256').update(COMPONENT).digest('hex');

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const resource of open.splice(0).toReversed()) await resource[Symbol.asyncDispose]();
});

async function serve(
  listener: RequestListener,
): Promise<{ server: LoopbackServer; sources: SourceFixture; url: string }> {
  const server = await serveLoopback(listener);
  const host = `127.0.0.1:${server.port}`;
  const sources = makeSources({ plainHttp: [host] });
  open.push(server, sources);
  return { server, sources, url: `http://${host}/tool.wasm` };
}

/** Answers ranges of the component; the first connection ends after half of it. */
function breaking(headers: Readonly<Record<string, string>>, honest = true): RequestListener {
  let first = true;
  return (request: IncomingMessage, response: ServerResponse) => {
    const start = Number(/^bytes=(\d+)-$/u.exec(request.headers.range ?? '')?.[1] ?? 0);
    const body = honest ? COMPONENT.subarray(start) : Buffer.alloc(COMPONENT.length - start, 9);
    response.writeHead(start > 0 ? 206 : 200, {
      ...headers,
      'content-length': body.length,
      ...(start > 0 ? { 'content-range': `bytes ${start}-${COMPONENT.length - 1}/${COMPONENT.length}` } : {}),
    });
    if (!first) return response.end(body);
    first = false;
    return response.write(body.subarray(0, 500_000), () => response.destroy());
  };
}

describe('fetching over HTTP', () => {
  it('takes up a broken download where the server proves that the rest is of the same bytes', async () => {
    const { server, sources, url } = await serve(breaking({ etag: '"one"' }));
    const fetched = await sources.fetcher.fetch({ kind: 'web', url }, watchedTransfer());
    if (!fetched.ok) throw new Error(fetched.error.message);
    expect(readFileSync(fetched.value.path).equals(COMPONENT)).toBe(true);
    expect(fetched.value).toMatchObject({ stem: 'tool', resolved: { url, sha256: SHA256 } });
    expect(server.requests.map(({ headers }) => headers['if-range'])).toEqual([undefined, '"one"']);
    await fetched.value[Symbol.asyncDispose]();
    expect(sources.leftOver()).toEqual([]);
  });

  it('fails cleanly where nothing proves it', async () => {
    const { server, sources, url } = await serve(breaking({ etag: 'W/"weak"' }));
    expect(await sources.fetcher.fetch({ kind: 'web', url }, watchedTransfer())).toMatchObject({
      ok: false,
      error: { code: 'KAMI_NETWORK_FAILED' },
    });
    expect(server.requests).toHaveLength(1);
    expect(sources.leftOver()).toEqual([]);
  });

  it('refuses what was taken up with other bytes', async () => {
    let answers = 0;
    const { sources, url } = await serve((request, response) => {
      answers += 1;
      breaking({}, answers === 1)(request, response);
      if (answers > 1) response.end();
    });
    expect(
      await sources.fetcher.fetch({ kind: 'web', url, sha256: SHA256 }, watchedTransfer()),
    ).toMatchObject({ ok: false });
    expect(sources.leftOver()).toEqual([]);
  });

  it('refuses another digest than the one behind #', async () => {
    const { sources, url } = await serve((_, response) => response.end(COMPONENT));
    const source = { kind: 'web', url, sha256: 'ab'.repeat(32) } as const;
    expect(await sources.fetcher.fetch(source, watchedTransfer())).toMatchObject({
      ok: false,
      error: { code: 'KAMI_SOURCE_REFUSED', message: expect.stringContaining(SHA256) as string },
    });
    expect(sources.leftOver()).toEqual([]);
  });

  it('refuses a body that is stated larger than the cap, before a byte of it', async () => {
    const { sources, url } = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 65 * 1024 * 1024 }).flushHeaders();
    });
    expect(await sources.fetcher.fetch({ kind: 'web', url }, watchedTransfer())).toMatchObject({
      ok: false,
      error: { code: 'KAMI_SOURCE_REFUSED' },
    });
  });

  it('ends at once when it is withdrawn, and leaves nothing', async () => {
    const { sources, url } = await serve((_, response) => {
      response.writeHead(200, { 'content-length': COMPONENT.length });
      response.write(COMPONENT.subarray(0, 1000));
    });
    const controller = new AbortController();
    const options = { signal: controller.signal, onProgress: () => controller.abort() };
    expect(await sources.fetcher.fetch({ kind: 'web', url }, options)).toMatchObject({
      ok: false,
      error: { code: 'KAMI_CANCELLED' },
    });
    expect(sources.leftOver()).toEqual([]);
  });
});

describe('redirects of sources', () => {
  it('keep credentials from another origin, and do not bring them back', async () => {
    const seen: (string | undefined)[] = [];
    const listen: RequestListener = (request, response) => {
      seen.push(request.headers.authorization);
      const hop = Number(new URL(request.url ?? '/', 'http://a').searchParams.get('hop'));
      const next = `${[one, two, one][hop + 1] ?? ''}?hop=${hop + 1}`;
      if (hop < 2) response.writeHead(302, { location: next }).end();
      else response.end(COMPONENT);
    };
    const servers = [await serveLoopback(listen), await serveLoopback(listen)] as const;
    const [one, two] = servers.map(({ port }) => `http://127.0.0.1:${port}/`) as [string, string];
    const sources = makeSources({ plainHttp: servers.map(({ port }) => `127.0.0.1:${port}`) });
    open.push(...servers, sources);
    const { signal } = watchedTransfer();
    const url = new URL(`${one}?hop=0`);
    const sent = await sources.client.send({
      method: 'GET',
      url,
      headers: [['authorization', 'secret']],
      signal,
    });
    expect(sent).toMatchObject({ ok: true, value: { status: 200 } });
    expect(seen).toEqual(['secret', undefined, undefined]);
    if (sent.ok) await sent.value[Symbol.asyncDispose]();
  });

  it.each([
    ['a private address', 'https://10.1.2.3/x', 'KAMI_DENIED'],
    ['the metadata service', 'https://169.254.169.254/latest', 'KAMI_DENIED'],
    ['this machine by name', 'https://localhost/x', 'KAMI_DENIED'],
    ['plain http', 'http://example.com/x', 'KAMI_DENIED'],
    ['a file', 'file:///etc/passwd', 'KAMI_DENIED'],
    ['an address with a password', 'https://u:p@example.com/', 'KAMI_DENIED'],
    ['itself without end', '/tool.wasm', 'KAMI_NETWORK_FAILED'],
  ])('to %s are refused', async (_, location, code) => {
    const { server, sources, url } = await serve((__, response) =>
      response.writeHead(307, { location }).end(),
    );
    expect(await sources.fetcher.fetch({ kind: 'web', url }, watchedTransfer())).toMatchObject({
      ok: false,
      error: { code },
    });
    expect(server.requests.length).toBeLessThanOrEqual(6);
    expect(sources.leftOver()).toEqual([]);
  });
});
