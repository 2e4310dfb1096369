import { describe, expect, it } from 'vitest';
import type { LogLevel } from '@kami/protocol';
import type { BrokerSession } from '@kami/sandbox';
import { createLiveSeam } from '../../src/call/live-seam.ts';

const session: BrokerSession = {
  denials: [],
  call: () => Promise.reject(new Error('no call was to come')),
  oneway: () => undefined,
  keep: () => Promise.resolve({ ok: true, value: undefined }),
  [Symbol.asyncDispose]: () => Promise.resolve(),
};

/** What an observer is told when a guest writes so many bytes, part by part. */
function written(parts: readonly number[]): readonly (readonly [level: LogLevel, length: number])[] {
  const seen: [LogLevel, number][] = [];
  const seam = createLiveSeam(
    session,
    { now: () => ({ wallMicros: 0, monotonicNanos: 0n }) },
    {
      log: (level, message) => void seen.push([level, message.length]),
      progress: () => undefined,
    },
    () => undefined,
    () => Promise.resolve({ reply: { askError: 'timed-out' } }),
  );
  for (const length of parts)
    seam.oneway({ op: 'output', stream: 'stdout' }, new Uint8Array(length).fill(120));
  return seen;
}

describe('output of a guest', () => {
  const part = 32 * 1024;

  it('is passed on up to 256 KiB, and nothing is said of what ends there', () => {
    expect(written(Array.from({ length: 8 }, () => part))).toEqual(
      Array.from({ length: 8 }, () => ['info', part]),
    );
  });

  it('is cut there, and once it is said that it was', () => {
    const seen = written([...Array.from({ length: 8 }, () => part), 1, part]);
    expect(seen.slice(0, 8).every(([level, length]) => level === 'info' && length === part)).toBe(true);
    expect(seen.slice(8)).toEqual([
      ['warning', 'The tool wrote more than 262144 bytes of output: the rest is left out.'.length],
    ]);
  });

  it('is cut within a part', () => {
    expect(written([part - 10, ...Array.from({ length: 8 }, () => part)]).slice(-2)).toEqual([
      ['info', 10],
      ['warning', expect.any(Number) as number],
    ]);
  });
});
