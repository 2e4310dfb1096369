import { describe, expect, it } from 'vitest';
import { createHandleTable } from '../../src/broker/handle-table.ts';
import type { Resource } from '../../src/broker/resource.ts';
import { waitForAny } from '../../src/broker/wait.ts';

const nothing = createHandleTable<Resource>(1);

describe('waitForAny', () => {
  it('waits on when the timer came before the time', async () => {
    const readings = [0n, 900_000n, 999_999n, 1_000_000n];
    const read: bigint[] = [];
    const clock = (): bigint => {
      const reading = readings.shift() ?? 2_000_000n;
      read.push(reading);
      return reading;
    };
    expect(await waitForAny({ op: 'wait', handles: [], untilNanos: '1000000' }, nothing, clock, [])).toEqual({
      handles: [],
    });
    expect(read).toEqual([0n, 900_000n, 999_999n, 1_000_000n]);
  });

  it('does not wait for a time that has passed', async () => {
    const clock = (): bigint => 5n;
    expect(await waitForAny({ op: 'wait', handles: [], untilNanos: '4' }, nothing, clock, [])).toEqual({
      handles: [],
    });
  });

  it('ends at a signal, however far the time is', async () => {
    const ended = new AbortController();
    const far = { op: 'wait', handles: [], untilNanos: String(2n ** 62n) } as const;
    const waiting = waitForAny(far, nothing, () => 0n, [ended.signal]);
    ended.abort();
    expect(await waiting).toEqual({ handles: [] });
  });
});
