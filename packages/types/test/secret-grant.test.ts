import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatSecretGrant, isSecretName, parseSecretHeader, secretHeaderField } from '@kami/types';

describe('a grant of a secret in a header field', () => {
  it.each([
    ['key@api.example.com', { scheme: 'https', host: 'api.example.com', port: 443 }],
    ['key@API.example.com.:8443:X-Api-Key', { host: 'api.example.com', port: 8443, header: 'x-api-key' }],
    ['key@http://localhost:8080', { scheme: 'http', host: 'localhost', port: 8080 }],
    ['key@[::1]:9443', { host: '[::1]', port: 9443 }],
    ['key@api.example.com:Authorization', { header: 'authorization' }],
  ])('%s is read', (text, expected) => {
    expect(parseSecretHeader(text)).toMatchObject({
      ok: true,
      value: { use: 'header', name: 'key', ...expected },
    });
  });

  it.each([
    'key',
    'key@',
    '@api.example.com',
    '9key@api.example.com',
    'key@*.example.com',
    'key@user@api.example.com',
    'key@api.example.com/path',
    'key@ftp://api.example.com',
    'key@api.example.com:0',
    'key@api.example.com:65536',
    'key@api.example.com:Host',
    'key@api.example.com:Content-Length',
    'key@api.example.com:Transfer-Encoding',
    'key@api.example.com:Proxy-Authorization',
    'key@api.example.com:X Key',
    `key@api.example.com:${'x'.repeat(65)}`,
    'key@api.example.com:X-Key\r\nX: y',
  ])('%j is refused', (text) => {
    expect(parseSecretHeader(text).ok).toBe(false);
  });

  it('reads back what it formats, whatever it was given', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc
        .tuple(
          fc.constantFrom('key', 'a.b-c_9', ''),
          fc.constantFrom('', 'http://', 'https://'),
          fc.constantFrom(
            'localhost',
            '127.0.0.1',
            '[::1]',
            'A.example.com',
            'xn--bcher-kva.test',
            'bücher.test',
          ),
          fc.constantFrom('', ':1', ':443', ':80', ':99999'),
          fc.constantFrom('', ':X-Key', ':Authorization', ':te'),
        )
        .map(([name, scheme, host, port, header]) => `${name}@${scheme}${host}${port}${header}`),
    );
    fc.assert(
      fc.property(text, (given) => {
        const read = parseSecretHeader(given);
        if (!read.ok) return;
        const formatted = formatSecretGrant(read.value);
        expect(parseSecretHeader(formatted.slice('secret='.length))).toEqual(read);
      }),
    );
  });

  it('writes the authorization field unless it names another', () => {
    const read = parseSecretHeader('key@api.example.com');
    expect(read.ok && secretHeaderField(read.value)).toBe('authorization');
    expect(formatSecretGrant({ use: 'read', name: 'key' })).toBe('secret-read=key');
  });
});

describe('isSecretName', () => {
  it('takes letters, digits and a few marks, a letter first', () => {
    expect(['a', 'API_KEY', 'a.b-c9', 'x'.repeat(64)].filter(isSecretName)).toHaveLength(4);
    expect(['', '9a', '.a', 'a b', 'ä', 'a/b', '../a', 'a\n', 'x'.repeat(65)].filter(isSecretName)).toEqual(
      [],
    );
  });
});
