import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTokenText, parseTokenId, parseTokenText, tokenState } from '@kami/registry';
import { sampleToken } from './sample-token.ts';

const hexDigit = fc.constantFrom(...'0123456789abcdef'.split(''));
const secretDigit = fc.constantFrom(...'ABCXYZabcxyz0189-_'.split(''));
const parts = fc.record({
  id: fc.string({ unit: hexDigit, minLength: 12, maxLength: 12 }),
  secret: fc.string({ unit: secretDigit, minLength: 43, maxLength: 43 }),
});

describe('the text of a token', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(parts, (token) => {
        expect(parseTokenText(formatTokenText(token))).toEqual(token);
      }),
    );
  });

  it('is read only when it is exactly that', () => {
    fc.assert(
      fc.property(parts, fc.nat(60), fc.string({ minLength: 1, maxLength: 1 }), (token, at, inserted) => {
        const text = formatTokenText(token);
        expect(parseTokenText(text.slice(0, at) + inserted + text.slice(at))).toBeUndefined();
        expect(parseTokenText(text.slice(0, at) + text.slice(at + 1))).toBeUndefined();
      }),
    );
  });
});

describe('parseTokenId', () => {
  it('takes twelve hex digits and nothing else', () => {
    expect(parseTokenId('0123456789ab')).toEqual({ ok: true, value: '0123456789ab' });
    for (const text of ['', '0123456789a', '0123456789abc', '0123456789AB', '0123456789a\n'])
      expect(parseTokenId(text)).toMatchObject({ ok: false, error: { code: 'KAMI_USAGE' } });
  });
});

describe('tokenState', () => {
  const at = Date.parse('2027-01-01T00:00:00Z');
  it.each([
    ['active', {}],
    ['active', { expiresAt: '2027-01-01T00:00:00.001000Z' }],
    ['expired', { expiresAt: '2027-01-01T00:00:00.000000Z' }],
    ['expired', { expiresAt: 'no time' }],
    ['revoked', { revokedAt: '2026-12-01T00:00:00Z', expiresAt: '2028-01-01T00:00:00Z' }],
    ['revoked', { revokedAt: '' }],
  ] as const)('is %s for %j', (state, change) => {
    expect(tokenState(sampleToken(change), at)).toBe(state);
  });
});
