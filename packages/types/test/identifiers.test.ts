import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDigest, parseToolId, parseToolName, parseToolVersion } from '@kami/types';

describe('parseToolId', () => {
  it.each(['dev.example.fetch-url', 'a.b', '1.2', 'local.x', `${'a'.repeat(63)}.b`])('reads %s', (text) => {
    expect(parseToolId(text)).toEqual({ ok: true, value: text });
  });
  it.each([
    '',
    'a',
    'a.',
    '.a',
    'a..b',
    'A.b',
    'a.B',
    '-a.b',
    'a-.b',
    'a.b-',
    'a_b.c',
    'a.b/c',
    'ä.b',
    'а.b',
    'a.b\n',
    '../a.b',
    `${'a'.repeat(64)}.b`,
    `${'a.'.repeat(64)}b`,
  ])('refuses %j', (text) =>
    expect(parseToolId(text)).toMatchObject({ ok: false, error: { code: 'KAMI_USAGE', blame: 'user' } }),
  );
  it('gives only names that are plain file names', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = parseToolId(text);
        if (read.ok) expect(read.value).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/);
      }),
    );
  });
});

describe('parseToolName', () => {
  it.each(['a', 'fetch-url', 'x1', `a${'b'.repeat(47)}`])('reads %s', (text) =>
    expect(parseToolName(text).ok).toBe(true),
  );
  it.each(['', '1a', '-a', 'A', 'a_b', 'a.b', 'a\n', `a${'b'.repeat(48)}`, '__proto__'])(
    'refuses %j',
    (text) => expect(parseToolName(text).ok).toBe(false),
  );
});

describe('parseToolVersion', () => {
  it.each(['0.0.0', '1.2.3', '1.0.0-alpha.1', '1.0.0-0', '1.0.0-0a', '1.0.0+001', '1.0.0-x-y.z+a.b'])(
    'reads %s',
    (text) => expect(parseToolVersion(text).ok).toBe(true),
  );
  it.each([
    '',
    '1',
    '1.0',
    '01.0.0',
    '1.0.0-',
    '1.0.0-01',
    '1.0.0+',
    '1.0.0-a..b',
    'v1.0.0',
    '1.0.0\n',
    `1.0.0-${'a'.repeat(64)}`,
  ])('refuses %j', (text) => {
    expect(parseToolVersion(text).ok).toBe(false);
  });
  it('reads every version made of three numbers', () => {
    fc.assert(
      fc.property(fc.nat(999_999_999), fc.nat(999_999_999), fc.nat(999_999_999), (a, b, c) => {
        expect(parseToolVersion(`${a}.${b}.${c}`).ok).toBe(true);
      }),
    );
  });
});

describe('parseDigest', () => {
  it('takes 64 hex digits with or without the prefix, and gives them without', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-f]{64}$/), (hex) => {
        expect(parseDigest(hex)).toEqual({ ok: true, value: hex });
        expect(parseDigest(`sha256:${hex}`)).toEqual({ ok: true, value: hex });
      }),
    );
  });
  it.each([
    '',
    'sha256:',
    'A'.repeat(64),
    'a'.repeat(63),
    'a'.repeat(65),
    `sha512:${'a'.repeat(64)}`,
    `sha256:sha256:${'a'.repeat(64)}`,
    `${'a'.repeat(64)}\n`,
  ])('refuses %j', (text) => {
    expect(parseDigest(text).ok).toBe(false);
  });
});
