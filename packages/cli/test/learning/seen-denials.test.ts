import type { JsonObject, StoredEvent } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { parseSince, seenDenials } from '../../src/learning/seen-denials.ts';

const event = (time: string, data: JsonObject, type = 'capability.denied'): StoredEvent =>
  ({ time, data, type }) as unknown as StoredEvent;
const net = (method: string) => ({ kind: 'net', method, target: 'a.test' });

describe('seenDenials', () => {
  it('gives each denial once, by what was missing', () => {
    const events = [
      event('2026-01-01T00:00:00.000000Z', {
        what: 'to request GET https://a.test/1',
        rule: 'r',
        wanted: net('GET'),
      }),
      event('2026-01-02T00:00:00.000000Z', {
        what: 'to request GET https://a.test/2',
        rule: 'r',
        wanted: net('GET'),
      }),
      event('2026-01-03T00:00:00.000000Z', { what: 'to open a socket', rule: 'sockets.never' }),
      event('2026-01-03T00:00:00.000000Z', { what: 'x', rule: 'r', wanted: { kind: 'net', method: 1 } }),
      event('2026-01-03T00:00:00.000000Z', { what: 1, rule: 'r' }),
      event('2026-01-03T00:00:00.000000Z', { what: 'x', rule: 'r' }, 'call.failed'),
    ];
    expect(seenDenials(events, undefined)).toEqual([
      { what: 'to request GET https://a.test/1', rule: 'r', wanted: net('GET') },
      { what: 'to open a socket', rule: 'sockets.never' },
      { what: 'x', rule: 'r' },
    ]);
    expect(seenDenials(events, '2026-01-01T12:00:00.000Z')[0]?.what).toContain('/2');
  });
});

describe('parseSince', () => {
  it.each([
    ['90s', '2026-01-31T07:58:30.000Z'],
    ['30m', '2026-01-31T07:30:00.000Z'],
    ['12h', '2026-01-30T20:00:00.000Z'],
    ['7d', '2026-01-24T08:00:00.000Z'],
    ['2026-01-31T08:00:00+01:00', '2026-01-31T07:00:00.000Z'],
  ])('reads %s', (text, time) => {
    expect(parseSince(text, Date.parse('2026-01-31T08:00:00Z'))).toEqual({ ok: true, value: time });
  });

  it.each(['', 'soon', '5', '-5m', '5 m', '1e9d', '2026-13-01', '9999999d', '900000d'])(
    'refuses %j',
    (text) => {
      expect(parseSince(text, Date.parse('2026-01-31T08:00:00Z'))).toMatchObject({
        ok: false,
        error: { code: 'KAMI_USAGE' },
      });
    },
  );
});
