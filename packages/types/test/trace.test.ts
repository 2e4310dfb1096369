import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMicros, formatTraceparent, startTrace, uuidV7, type Random } from '@kami/types';

/** Bytes that count up from a start. */
function counting(start: number): Random {
  return { bytes: (count) => Uint8Array.from({ length: count }, (_, index) => (start + index) & 0xff) };
}
const clockAt = (millis: number) => ({
  now: () => ({ wallMicros: millis * 1000 + 999, monotonicNanos: 0n }),
});

describe('uuidV7', () => {
  it('is the example of RFC 9562, appendix A.6', () => {
    const random: Random = {
      bytes: () =>
        Uint8Array.from([0, 0, 0, 0, 0, 0, 0xfc, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]),
    };
    expect(uuidV7(clockAt(0x017f22e279b0), random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });
  it('has version and variant and sorts by time', () => {
    const millis = fc.integer({ min: 0, max: 2 ** 42 });
    fc.assert(
      fc.property(millis, millis, fc.nat(255), (a, b, start) => {
        const [first, second] = [uuidV7(clockAt(a), counting(start)), uuidV7(clockAt(b), counting(start))];
        expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(Math.sign(first < second ? -1 : Number(first > second))).toBe(Math.sign(a - b));
      }),
    );
  });
});

describe('startTrace', () => {
  const PARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  it('starts a span below a traceparent', () => {
    expect(startTrace(counting(1), PARENT)).toEqual({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      parentSpanId: 'b7ad6b7169203331',
      spanId: '0102030405060708',
    });
  });
  it.each([
    undefined,
    '',
    'x',
    PARENT.toUpperCase(),
    PARENT.slice(0, -1),
    ` ${PARENT}`,
    PARENT.replace('00-', 'ff-'),
    '00-00000000000000000000000000000000-b7ad6b7169203331-01',
    '00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01',
  ])('starts a trace of its own for %j', (traceparent) => {
    expect(startTrace(counting(1), traceparent)).toEqual({
      traceId: '0102030405060708090a0b0c0d0e0f10',
      spanId: '0102030405060708',
    });
  });
});

describe('formatTraceparent', () => {
  it('is read back as the parent', () => {
    const trace = startTrace(counting(9));
    expect(startTrace(counting(1), formatTraceparent(trace))).toMatchObject({
      traceId: trace.traceId,
      parentSpanId: trace.spanId,
    });
  });
});

describe('formatMicros', () => {
  it.each([
    [0, '1970-01-01T00:00:00.000000Z'],
    [1_732_186_800_123_456, '2024-11-21T11:00:00.123456Z'],
    [999, '1970-01-01T00:00:00.000999Z'],
  ])('%i is %s', (micros, text) => {
    expect(formatMicros(micros)).toBe(text);
  });
  it('sorts like time', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 50), fc.nat(2 ** 50), (a, b) => {
        expect(formatMicros(a) < formatMicros(b)).toBe(a < b);
      }),
    );
  });
});
