import type { EgressFault, EgressRequest } from '@kami/sandbox';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createExchangeClock, type ExchangeClock } from '../../src/egress/exchange-clock.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const faults: EgressFault[] = [];
function clockOf(times: Partial<EgressRequest>, congested = false): ExchangeClock {
  faults.length = 0;
  const request: EgressRequest = { method: 'POST', url: 'http://a/', headers: [], body: 'stream', ...times };
  return createExchangeClock(
    request,
    () => congested,
    (fault) => faults.push(fault),
  );
}
/** The codes of the faults after so many milliseconds more. */
const after = (ms: number): string[] => {
  vi.advanceTimersByTime(ms);
  return faults.map(({ code }) => code);
};

describe('createExchangeClock', () => {
  it.each([
    ['awaitConnection', 'connectTimeoutMs', 'connection-timeout'],
    ['awaitHead', 'firstByteTimeoutMs', 'connection-read-timeout'],
    ['awaitBytes', 'betweenBytesTimeoutMs', 'connection-read-timeout'],
  ] as const)('%s keeps %s', (phase, option, code) => {
    clockOf({ [option]: 50 })[phase]();
    expect(after(49)).toEqual([]);
    expect(after(1)).toEqual([code]);
  });

  it('says that no connection became free where the guest gave no time', () => {
    clockOf({}).awaitConnection();
    expect(after(120_000)).toEqual(['connection-limit-reached']);
  });

  it('says that the body was not taken where the connection is congested', () => {
    clockOf({ firstByteTimeoutMs: 50 }, true).awaitHead();
    expect(after(50)).toEqual(['connection-write-timeout']);
  });

  it('begins anew with each part that went, unless the guest gave a time', () => {
    const clock = clockOf({});
    clock.awaitHead();
    after(100_000);
    clock.sent();
    expect(after(100_000)).toEqual([]);
    expect(after(20_000)).toEqual(['connection-read-timeout']);
    const strict = clockOf({ firstByteTimeoutMs: 100 });
    strict.awaitHead();
    after(60);
    strict.sent();
    expect(after(40)).toEqual(['connection-read-timeout']);
  });

  it('stands still when cleared, also for parts that go', () => {
    const clock = clockOf({ betweenBytesTimeoutMs: 50 });
    clock.awaitBytes();
    clock.clear();
    clock.sent();
    expect(after(1_000_000)).toEqual([]);
  });
});
