import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEgress } from '@kami/host-node';
import {
  egressWith,
  makeKeyPair,
  request,
  rules,
  serve,
  serveTls,
  type TestServer,
} from './egress-fixture.ts';

let server: TestServer;
let hits = 0;
beforeAll(async () => {
  server = await serve((incoming, response) => {
    hits += 1;
    if (incoming.url?.startsWith('/redirect') === true)
      response.writeHead(302, { location: `http://10.0.0.1/x` });
    response.end(`${incoming.method} ${incoming.headers.host}`);
  });
});
afterAll(() => server[Symbol.asyncDispose]());

describe('the egress guard refuses before anything is sent', () => {
  it.each([
    ['an unlisted host', 'https://other.example/', 'https://other.example', 'other.example'],
    ['a wrong port', 'https://good.example:8443/', 'https://good.example:8443', 'good.example:8443'],
    ['a wrong scheme', 'http://good.example/', 'http://good.example', 'http://good.example'],
    ['a name that ends alike', 'https://evil-sub.example/', 'https://evil-sub.example', 'evil-sub.example'],
    [
      'the name as a prefix',
      'https://good.example.evil.test/',
      'https://good.example.evil.test',
      'good.example.evil.test',
    ],
    ['userinfo', 'https://u:p@good.example/', 'https://good.example', undefined],
    ['another spelling of an address', 'https://0x7f000001/', 'https://127.0.0.1', '127.0.0.1'],
    ['full-width digits', 'https://\uff11\uff12\uff17.0.0.1/', 'https://127.0.0.1', '127.0.0.1'],
    ['the zero address', 'http://0/', 'http://0.0.0.0', 'http://0.0.0.0'],
    ['the metadata service', 'http://169.254.169.254/', 'http://169.254.169.254', 'http://169.254.169.254'],
  ])('%s', async (_case, url, named, target) => {
    await using egress = egressWith([['127.0.0.1']]);
    const result = await request(egress, rules('good.example', '*.sub.example'), url);
    expect(result).toEqual({
      ok: false,
      error: {
        code: 'HTTP-request-denied',
        refusal: 'no-rule',
        message: `no rule allows ${named}`,
        ...(target === undefined ? {} : { target }),
      },
    });
    expect(egress.asked).toEqual([]);
  });

  it.each([
    ['a zone id', 'https://[fe80::1%25lo]/'],
    ['no URL', '//good.example'],
  ])('%s', async (_case, url) => {
    await using egress = createEgress();
    expect(await request(egress, rules('good.example'), url)).toMatchObject({
      ok: false,
      error: { code: 'HTTP-request-URI-invalid' },
    });
  });

  it.each(['CONNECT', 'TRACE', 'trace', 'GET /', ''])('the method %j', async (method) => {
    await using egress = createEgress();
    expect(await request(egress, rules('good.example'), 'https://good.example/', { method })).toMatchObject({
      error: { code: 'HTTP-request-method-invalid' },
    });
  });

  it('a method that no rule names', async () => {
    await using egress = createEgress();
    const url = `http://localhost:${server.port}/`;
    expect(
      await request(egress, rules(`GET http://localhost:${server.port}`), url, { method: 'POST' }),
    ).toMatchObject({ error: { refusal: 'no-rule' } });
    expect(await request(egress, rules(`GET http://localhost:${server.port}`), url)).toMatchObject({
      ok: true,
    });
  });

  it.each([
    ['connection', 'close'],
    ['Transfer-Encoding', 'chunked'],
    ['upgrade', 'websocket'],
    ['proxy-authorization', 'x'],
    ['te', 'trailers'],
    ['host', 'other.example'],
    ['content-length', '5'],
    ['content-length', '-1'],
    ['expect', '100-continue'],
    ['keep-alive', '1'],
  ])('the header field %s: %s', async (name, value) => {
    await using egress = createEgress();
    const result = await request(
      egress,
      rules(`http://localhost:${server.port}`),
      `http://localhost:${server.port}/`,
      { headers: [[name, value]] },
    );
    expect(result).toMatchObject({ ok: false, error: { refusal: 'forbidden-header' } });
  });
});

describe('the egress guard looks at the address', () => {
  it.each([
    ['an address in an address', ['::ffff:127.0.0.1']],
    ['the unspecified address', ['::']],
    ['the metadata service', ['169.254.169.254']],
    ['loopback', ['127.0.0.1']],
    ['a private network', ['192.168.1.1']],
    ['one closed among open ones', ['93.184.215.14', '10.0.0.1']],
    ['no address', []],
  ])('of a granted name: %s', async (_case, answer) => {
    const before = hits;
    await using egress = egressWith([answer]);
    const result = await request(
      egress,
      rules(`http://good.example:${server.port}`),
      `http://good.example:${server.port}/`,
    );
    const code = answer.length === 0 ? 'DNS-error' : 'destination-IP-prohibited';
    expect(result).toMatchObject({ ok: false, error: { code } });
    expect(JSON.stringify(result)).not.toContain(answer[0] ?? 'nothing');
    expect(egress.asked).toEqual(['good.example']);
    expect(hits).toBe(before);
  });

  it('at every new connection: a name that resolves to another address the second time is refused', async () => {
    await using egress = egressWith([['127.0.0.1'], ['10.0.0.1']]);
    const url = `http://localhost:${server.port}/`;
    const allowed = rules(`http://localhost:${server.port}`);
    expect(await request(egress, allowed, url)).toMatchObject({ ok: true, value: { status: 200 } });
    server.server.closeAllConnections();
    expect(await request(egress, allowed, url)).toMatchObject({
      ok: false,
      error: { code: 'destination-IP-prohibited', refusal: 'blocked-address' },
    });
    expect(egress.asked).toEqual(['localhost', 'localhost']);
  });

  it('opens loopback to a grant that names it, and to no other', async () => {
    await using egress = createEgress();
    for (const host of ['127.0.0.1', 'localhost']) {
      const result = await request(
        egress,
        rules(`http://${host}:${server.port}`),
        `http://${host}:${server.port}/`,
      );
      expect(result.ok && result.value.body.toString()).toBe(`GET ${host}:${server.port}`);
    }
    expect(
      await request(egress, rules(`http://127.0.0.2:${server.port}`), `http://127.0.0.1:${server.port}/`),
    ).toMatchObject({ error: { refusal: 'no-rule' } });
  });

  it('takes a trailing dot for the same name', async () => {
    await using egress = createEgress();
    const result = await request(
      egress,
      rules(`http://localhost:${server.port}`),
      `http://localhost.:${server.port}/`,
    );
    expect(result.ok && result.value.body.toString()).toBe(`GET localhost:${server.port}`);
  });

  it('gives a redirect to the guest as it is and follows none', async () => {
    await using egress = createEgress();
    const before = hits;
    const result = await request(
      egress,
      rules(`http://localhost:${server.port}`),
      `http://localhost:${server.port}/redirect`,
    );
    expect(result).toMatchObject({ ok: true, value: { status: 302 } });
    expect(result.ok && result.value.headers.get('location')).toBe('http://10.0.0.1/x');
    expect(hits).toBe(before + 1);
  });

  it('ignores proxy variables', async () => {
    process.env['HTTP_PROXY'] = process.env['http_proxy'] = 'http://127.0.0.1:1';
    try {
      await using egress = createEgress();
      expect(
        await request(egress, rules(`http://localhost:${server.port}`), `http://localhost:${server.port}/`),
      ).toMatchObject({ ok: true });
    } finally {
      delete process.env['HTTP_PROXY'];
      delete process.env['http_proxy'];
    }
  });
});

const pair = makeKeyPair('localhost');
describe.skipIf(pair === undefined)('TLS', () => {
  it('keeps name and certificate checks while it connects to the checked address', async () => {
    if (pair === undefined) return;
    const names: unknown[] = [];
    await using secure = await serveTls(pair, (incoming, response) => {
      names.push(
        'servername' in incoming.socket ? incoming.socket.servername : undefined,
        incoming.headers.host,
      );
      response.end('secure');
    });
    const allowed = rules(`localhost:${secure.port}`, `127.0.0.1:${secure.port}`);
    await using trusting = egressWith([['127.0.0.1']], { certificateAuthorities: [pair.cert] });
    expect(await request(trusting, allowed, `https://localhost:${secure.port}/`)).toMatchObject({ ok: true });
    expect(names).toEqual(['localhost', `localhost:${secure.port}`]);
    expect(await request(trusting, allowed, `https://127.0.0.1:${secure.port}/`)).toMatchObject({
      error: { code: 'TLS-certificate-error' },
    });
    await using strict = createEgress();
    expect(await request(strict, allowed, `https://localhost:${secure.port}/`)).toMatchObject({
      error: { code: 'TLS-certificate-error' },
    });
    await using plain = createEgress();
    expect(
      await request(plain, rules(`localhost:${server.port}`), `https://localhost:${server.port}/`),
    ).toMatchObject({ error: { code: 'TLS-protocol-error' } });
  });
});
