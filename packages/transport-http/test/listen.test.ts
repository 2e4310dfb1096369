import { createServer } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLoopback, parseListenAddress } from '@kami/transport-http';
import { valueOf } from '../../registry/test/sample-tool.ts';
import { formatAddress, listen } from '../src/listen.ts';

describe('parseListenAddress', () => {
  it.each([
    ['0', '127.0.0.1', 0],
    ['8642', '127.0.0.1', 8642],
    ['localhost:1', 'localhost', 1],
    ['0.0.0.0:65535', '0.0.0.0', 65_535],
    ['[::1]:80', '::1', 80],
  ])('reads %s', (text, host, port) => {
    expect(valueOf(parseListenAddress(text))).toEqual({ host, port });
  });

  it.each([
    '',
    '-1',
    '65536',
    ':80',
    'localhost',
    'localhost:',
    '::1:80',
    '[::1]',
    'a b:80',
    '80 ',
    'http://x:80',
  ])('refuses %s', (text) => {
    expect(parseListenAddress(text)).toMatchObject({ ok: false, error: { code: 'KAMI_USAGE' } });
  });

  it('gives a port in range for whatever it takes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webAuthority(), fc.nat().map(String)), (text) => {
        const parsed = parseListenAddress(text);
        if (parsed.ok) expect(parsed.value.port).toBeLessThanOrEqual(65_535);
      }),
    );
  });
});

describe('isLoopback', () => {
  it('knows this machine from others', () => {
    expect(['127.0.0.1', '127.9.9.9', '::1', 'localhost'].map(isLoopback)).toEqual([true, true, true, true]);
    expect(['0.0.0.0', '::', '10.0.0.1', '127.evil.example', 'localhost.example'].map(isLoopback)).toEqual(
      Array.from({ length: 5 }, () => false),
    );
  });
});

describe('formatAddress', () => {
  it('puts IPv6 in brackets, so that it reads back the same', () => {
    const texts = ['127.0.0.1:80', '[::1]:0', 'localhost:8642'];
    expect(texts.map((text) => formatAddress(valueOf(parseListenAddress(text))))).toEqual(texts);
  });
});

describe('listen', () => {
  it('gives the port that it was given, and says why another cannot have it', async () => {
    const [first, second] = [createServer(), createServer()];
    const port = valueOf(await listen(first, { host: '127.0.0.1', port: 0 }));
    expect(port).toBeGreaterThan(0);
    const taken = await listen(second, { host: '127.0.0.1', port });
    expect(taken).toMatchObject({ ok: false, error: { code: 'KAMI_NETWORK_FAILED' } });
    const absent = await listen(second, { host: '192.0.2.1', port: 0 });
    expect(absent.ok ? '' : absent.error.message).toContain('this machine does not have that address');
    first.close();
  });
});
