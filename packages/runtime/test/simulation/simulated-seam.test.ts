import type { HostCall, ReplyHeader } from '@kami/protocol';
import type { Clock, KamiError } from '@kami/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSimulatedSeam, simulatedStart, type HostCallSeam } from '../../src/index.ts';

const REAL = { wallMicros: 5, monotonicNanos: '77' } as const;
const clock: Clock = { now: () => ({ wallMicros: 5, monotonicNanos: 500n }) };
const NOTHING = new Uint8Array(0);

function simulate(ready: readonly number[] = []) {
  const passed: HostCall[] = [];
  const ended: KamiError[] = [];
  const inner: HostCallSeam = {
    call(call) {
      passed.push(call);
      const header: ReplyHeader =
        call.op === 'wait'
          ? { ok: 'ready', handles: ready, time: REAL }
          : { ok: 'cancelled', value: false, time: REAL };
      return Promise.resolve({ header });
    },
    oneway: () => undefined,
  };
  const start = simulatedStart(1_000_000);
  const end = (why: KamiError): void => void ended.push(why);
  return {
    passed,
    ended,
    first: BigInt(start.monotonicNanos),
    seam: createSimulatedSeam(inner, { start, deadlineMs: 1000, clock, end }),
  };
}

describe('a simulated seam', () => {
  it('answers with its own time, which stands still', async () => {
    const { seam } = simulate();
    for (const _ of [1, 2])
      expect((await seam.call({ op: 'cancelled' }, NOTHING)).header.time).toEqual(simulatedStart(1_000_000));
  });

  it('lets a wait for time end at once, at that time', async () => {
    const { seam, passed, first, ended } = simulate();
    const until = (first + 900_000_000n).toString();
    const reply = await seam.call({ op: 'wait', handles: [], untilNanos: until }, NOTHING);
    expect(reply.header).toEqual({
      ok: 'ready',
      handles: [],
      time: { wallMicros: 1_900_000, monotonicNanos: until },
    });
    expect(passed).toEqual([]);
    expect(ended).toEqual([]);
  });

  it('lets a wait for an exchange last as long as it would, by the machine’s clock', async () => {
    const answered = simulate([4]);
    const until = (answered.first + 600n).toString();
    const reply = await answered.seam.call({ op: 'wait', handles: [4], untilNanos: until }, NOTHING);
    expect(answered.passed).toEqual([{ op: 'wait', handles: [4], untilNanos: '1100' }]);
    expect(reply.header.time).toEqual(simulatedStart(1_000_000));
    const over = simulate([]);
    const late = await over.seam.call({ op: 'wait', handles: [4], untilNanos: until }, NOTHING);
    expect(late.header.time.monotonicNanos).toBe(until);
  });

  it('ends the call that waits beyond its deadline, and no other', async () => {
    const { seam, first, ended } = simulate();
    const wait = async (ms: number): Promise<unknown> =>
      seam.call(
        { op: 'wait', handles: [], untilNanos: (first + BigInt(ms) * 1_000_000n).toString() },
        NOTHING,
      );
    await wait(1000);
    expect(ended).toEqual([]);
    await wait(1001);
    expect(ended).toEqual([expect.objectContaining({ code: 'KAMI_DEADLINE_EXCEEDED' })]);
  });

  it('never goes back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.bigInt(0n, 3_000_000_000n), { maxLength: 8 }), async (waits) => {
        const { seam } = simulate();
        let before = 0n;
        for (const untilNanos of waits.map(String)) {
          const { header } = await seam.call({ op: 'wait', handles: [], untilNanos }, NOTHING);
          const now = BigInt(header.time.monotonicNanos);
          expect(now >= before && now >= BigInt(untilNanos)).toBe(true);
          before = now;
        }
      }),
    );
  });
});
