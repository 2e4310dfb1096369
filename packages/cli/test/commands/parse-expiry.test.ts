import { describe, expect, it } from 'vitest';
import { parseExpiry } from '../../src/commands/parse-expiry.ts';

const now = Date.parse('2026-11-21T12:00:00Z');

describe('parseExpiry', () => {
  it.each([
    ['90m', '2026-11-21T13:30:00.000000Z'],
    ['12h', '2026-11-22T00:00:00.000000Z'],
    ['30d', '2026-12-21T12:00:00.000000Z'],
    ['1w', '2026-11-28T12:00:00.000000Z'],
    ['2027-01-31', '2027-01-31T00:00:00.000000Z'],
    ['2027-01-31T12:00:00+02:00', '2027-01-31T10:00:00.000000Z'],
  ])('reads %s', (text, expected) => {
    expect(parseExpiry(text, now)).toEqual({ ok: true, value: expected });
  });

  it.each([
    '',
    '0d',
    '-1d',
    '1y',
    '1.5h',
    '999999d',
    '2026-11-21',
    '2020-01-01',
    '2027-02-99',
    'tomorrow',
    '30d ',
  ])('refuses %s', (text) => {
    expect(parseExpiry(text, now)).toMatchObject({ ok: false, error: { code: 'KAMI_USAGE' } });
  });
});
