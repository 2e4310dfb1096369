import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScheduler, type Priority } from '../../src/index.ts';

const RUNNING = 3;
const PER_TOOL = 2;

/** One step of a random history: a call comes, the oldest running one ends, or a waiting one is withdrawn. */
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('come' as const),
      tool: fc.constantFrom('a', 'b', 'c'),
      principal: fc.constantFrom('p', 'q', 'r'),
      priority: fc.constantFrom<Priority>('P0', 'P1', 'P2', 'P3'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('end' as const), pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), pick: fc.nat() }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

interface Call {
  readonly number: number;
  readonly tool: string;
  readonly principal: string;
  readonly priority: Priority;
  readonly controller: AbortController;
  state: 'waiting' | 'running' | 'ended' | 'withdrawn' | 'refused';
  place?: Disposable;
}

/** Plays a history and looks after each step; `onAdmitted` hears of each call that starts, with all that wait then. */
async function play(
  history: readonly Step[],
  waiting: number,
  onAdmitted: (call: Call, calls: readonly Call[]) => void,
): Promise<readonly Call[]> {
  const scheduler = createScheduler({ running: RUNNING, waiting, waitMs: 60_000 });
  const calls: Call[] = [];
  const settle = () => new Promise(setImmediate);
  const come = (of: Extract<Step, { kind: 'come' }>): void => {
    const call: Call = { ...of, number: calls.length, controller: new AbortController(), state: 'waiting' };
    calls.push(call);
    scheduler
      .enter({ ...of, perTool: PER_TOOL }, call.controller.signal)
      .then((entered) => {
        if (call.state === 'withdrawn') expect(entered.ok).toBe(false);
        else if (!entered.ok) call.state = 'refused';
        else {
          onAdmitted(call, calls);
          call.state = 'running';
          call.place = entered.value;
        }
      })
      .catch(expect.unreachable);
  };
  const pick = (state: Call['state'], number: number): Call | undefined => {
    const found = calls.filter((call) => call.state === state);
    return found[number % Math.max(1, found.length)];
  };
  const end = (call: Call | undefined): void => {
    if (call === undefined) return;
    call.state = 'ended';
    call.place?.[Symbol.dispose]();
  };
  for (const act of history) {
    if (act.kind === 'come') come(act);
    if (act.kind === 'end') end(pick('running', act.pick));
    if (act.kind === 'withdraw') {
      const call = pick('waiting', act.pick);
      if (call !== undefined) call.state = 'withdrawn';
      call?.controller.abort();
    }
    await settle();
    const running = calls.filter(({ state }) => state === 'running');
    expect(running.length).toBeLessThanOrEqual(RUNNING);
    for (const tool of ['a', 'b', 'c'])
      expect(running.filter((call) => call.tool === tool).length).toBeLessThanOrEqual(PER_TOOL);
    expect(calls.filter(({ state }) => state === 'waiting').length).toBeLessThanOrEqual(waiting);
  }
  for (let call = pick('running', 0); call !== undefined; call = pick('running', 0)) {
    end(call);
    await settle();
  }
  return calls;
}

const histories = fc.array(step, { maxLength: 60, size: 'max' });

describe('createScheduler, for every history', () => {
  it('runs no more than its bounds, never one that was withdrawn, and loses none', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.integer({ min: 0, max: 8 }), async (history, waiting) => {
        const calls = await play(history, waiting, () => undefined);
        for (const { state } of calls) expect(['ended', 'withdrawn', 'refused']).toContain(state);
      }),
    );
  });

  it('keeps the order of arrival within one priority, principal and tool', async () => {
    const lane = ({ priority, principal, tool }: Call): string => `${priority} ${principal} ${tool}`;
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        await play(history, 100, (call, calls) => {
          const overtaken = calls.filter(
            (other) => other.state === 'waiting' && lane(other) === lane(call) && other.number < call.number,
          );
          expect(overtaken).toEqual([]);
        });
      }),
    );
  });

  it('starts nothing while one of a higher priority waits whose tool has a place', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        await play(history, 100, (call, calls) => {
          const runs = (tool: string) => calls.filter((c) => c.state === 'running' && c.tool === tool).length;
          const before = calls.filter(
            (other) =>
              other.state === 'waiting' && other.priority < call.priority && runs(other.tool) < PER_TOOL,
          );
          expect(before).toEqual([]);
        });
      }),
    );
  });

  it('keeps no principal waiting for more than a round of the others, whatever they flood', async () => {
    const floods = fc.array(fc.constantFrom('p', 'q', 'r'), { minLength: 1, maxLength: 40, size: 'max' });
    await fc.assert(
      fc.asyncProperty(floods, fc.nat({ max: 39 }), async (flood, arrival) => {
        const scheduler = createScheduler({ running: 1, waiting: 100, waitMs: 60_000 });
        const order: string[] = [];
        const enter = async (principal: string): Promise<void> => {
          const turn = { tool: 'a', perTool: 9, principal, priority: 'P1' as const };
          const place = await scheduler.enter(turn, new AbortController().signal);
          order.push(principal);
          await new Promise(setImmediate);
          if (place.ok) place.value[Symbol.dispose]();
        };
        const at = Math.min(arrival, flood.length);
        const calls = [...flood.slice(0, at), 'guest', ...flood.slice(at)].map(enter);
        await Promise.all(calls);
        const others = new Set(flood).size;
        expect(order.indexOf('guest')).toBeLessThanOrEqual(others + 1);
        expect(order).toHaveLength(flood.length + 1);
      }),
    );
  });
});
