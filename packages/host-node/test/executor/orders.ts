import type { JobHeader, LoadHeader, MakeHeader, WireTime } from '@kami/protocol';

/** 2026-01-01T00:00:00Z and one second on the monotonic clock. */
export const START: WireTime = { wallMicros: 1_767_225_600_000_000, monotonicNanos: '1000000000' };
/** Seed of a call. */
export const SEED: string = '01'.repeat(32);

/** What an executor is loaded with, unless said otherwise: nothing granted. */
export const LOAD: LoadHeader = { environment: [], configuration: [], preopens: [], maxMemoryPages: 64 * 16 };
export const MAKE: MakeHeader = { seed: '02'.repeat(32), time: START };

/** A job with the defaults of the tests. */
export function jobOf(tool: string, more: Partial<JobHeader> = {}): JobHeader {
  return {
    action: 'call',
    tool,
    callId: 'call-1',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    deadlineMs: 5000,
    maxOutputBytes: 1024 * 1024,
    client: [],
    seed: SEED,
    time: START,
    structured: false,
    ...more,
  };
}
