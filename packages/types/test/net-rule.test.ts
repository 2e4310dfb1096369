import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNetRule, isAddress, normalizeHost, parseNetRule } from '@kami/types';

describe('parseNetRule', () => {
  it.each([
    [
      'api.example.com',
      { methods: [], scheme: 'https', host: 'api.example.com', subdomains: false, port: 443 },
    ],
    ['*.Example.COM', { methods: [], scheme: 'https', host: 'example.com', subdomains: true, port: 443 }],
    ['http://localhost', { methods: [], scheme: 'http', host: 'localhost', subdomains: false, port: 80 }],
    [
      'GET,HEAD https://a.b:8443',
      { methods: ['GET', 'HEAD'], scheme: 'https', host: 'a.b', subdomains: false, port: 8443 },
    ],
    [
      'bücher.example.',
      { methods: [], scheme: 'https', host: 'xn--bcher-kva.example', subdomains: false, port: 443 },
    ],
    [
      '[2001:DB8::1]:443',
      { methods: [], scheme: 'https', host: '[2001:db8::1]', subdomains: false, port: 443 },
    ],
    ['0x7f.1', { methods: [], scheme: 'https', host: '127.0.0.1', subdomains: false, port: 443 }],
    ['ｅxample。com', { methods: [], scheme: 'https', host: 'example.com', subdomains: false, port: 443 }],
  ])('reads %s', (text, value) => expect(parseNetRule(text)).toEqual({ ok: true, value }));

  it.each([
    '',
    '*',
    '*.',
    '*.com',
    '*.127.0.0.1',
    '*.[::1]',
    'a.*.com',
    'a.com/',
    'a.com/path',
    'a.com?x',
    'a.com#x',
    'u@a.com',
    'u:p@a.com',
    'a.com:',
    'a.com:0',
    'a.com:65536',
    'a.com:99999',
    'a.com:-1',
    'a.com:4 3',
    'ftp://a.com',
    '://a.com',
    'a b.com',
    ' a.com',
    'a.com ',
    'a\\b',
    'a..b',
    '.a.com',
    'a.com..',
    '[::1',
    '[fe80::1%eth0]',
    'get a.com',
    'FETCH a.com',
    'GET,a.com',
    'a.com,b.com',
    'a.com;b',
    '$a.com',
    'GET  ',
    'a.com\n',
    'a\0b',
    '%61.com:x',
    '256.256.256.256',
    `${'a'.repeat(600)}.com`,
  ])('refuses %j', (text) =>
    expect(parseNetRule(text)).toEqual({ ok: false, error: expect.any(String) as string }),
  );

  it('reads back what it wrote, and one spelling is written one way', () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
    const text = fc
      .tuple(
        fc.constantFrom('', 'GET ', 'GET,POST '),
        fc.constantFrom('', 'http://', 'https://'),
        fc.constantFrom('', '*.'),
        fc.array(label, { minLength: 2, maxLength: 4 }),
        fc.constantFrom('', ':1', ':80', ':443', ':65535'),
        fc.boolean(),
      )
      .map(
        ([methods, scheme, wild, labels, port, upper]) =>
          `${methods}${scheme}${wild}${upper ? labels.join('.').toUpperCase() : labels.join('.')}${port}`,
      );
    fc.assert(
      fc.property(text, (written) => {
        const rule = parseNetRule(written);
        if (!rule.ok) throw new Error(`${written}: ${rule.error}`);
        const formatted = formatNetRule(rule.value);
        expect(parseNetRule(formatted)).toEqual(rule);
        expect(formatted).toBe(formatted.replace(/:443$/, written.includes('http://') ? ':443' : ''));
      }),
    );
  });

  it('never throws, and every rule it reads is in normal form', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.domain(),
          fc.ipV4Extended(),
          fc.ipV6().map((ip) => `[${ip}]`),
        ),
        (text) => {
          const rule = parseNetRule(text);
          if (!rule.ok) return;
          expect(normalizeHost(rule.value.host)).toBe(rule.value.host);
          expect(parseNetRule(formatNetRule(rule.value))).toEqual(rule);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('normalizeHost', () => {
  it.each([
    ['EXAMPLE.com.', 'example.com'],
    ['1', '0.0.0.1'],
    ['0177.1', '127.0.0.1'],
    ['[::FFFF:127.0.0.1]', '[::ffff:7f00:1]'],
    ['аpple.com', 'xn--pple-43d.com'],
  ])('%s is %s', (host, expected) => {
    expect(normalizeHost(host)).toBe(expected);
  });
  it.each(['', '.', '..', 'a..', 'a b', '[::1', 'a%zz'])('%j is no host', (host) =>
    expect(normalizeHost(host)).toBeUndefined(),
  );
});

describe('isAddress', () => {
  it.each([
    ['127.0.0.1', true],
    ['[::1]', true],
    ['example.com', false],
    ['1.2.3.example', false],
  ])('%s: %s', (host, expected) => expect(isAddress(host)).toBe(expected));
});
