import { kamiError } from '@kami/types';
import { describe, expect, it } from 'vitest';
import {
  createExecutorPool,
  executorSpec,
  type Executor,
  type ExecutorPool,
  type RuntimeSettings,
} from '../../src/index.ts';
import {
  countingRandom,
  delivered,
  fakeTool,
  must,
  scriptedExecutor,
  SETTINGS,
  steppedClock,
} from '../support/fixtures.ts';

function pool(
  executor: Executor,
  settings: Partial<RuntimeSettings> = {},
  clock = steppedClock(),
): ExecutorPool {
  return createExecutorPool({
    executor,
    clock,
    random: countingRandom(),
    settings: { ...SETTINGS, ...settings },
    readPrepared: () => Promise.resolve({ ok: true, value: new Uint8Array(1) }),
  });
}

const answer = () => Promise.resolve({ ok: true as const, value: delivered('x') });
const spec = (name: string, principal = 'cli:0') => executorSpec(fakeTool(name), principal, []);

describe('createExecutorPool', () => {
  it('serves the next call of a tool from the same executor', async () => {
    const executor = scriptedExecutor(answer);
    await using executors = pool(executor);
    const first = must(await executors.acquire(spec('a')));
    expect(first.cold).toBe(true);
    first[Symbol.dispose]();
    const second = must(await executors.acquire(spec('a')));
    expect(second.cold).toBe(false);
    expect(second.process.pid).toBe(first.process.pid);
    second[Symbol.dispose]();
  });

  it('shares no executor between tools, principals or grants', async () => {
    const executor = scriptedExecutor(answer);
    await using executors = pool(executor, { maxProcesses: 10 });
    for (const wanted of [spec('a'), spec('b'), spec('a', 'stdio')])
      must(await executors.acquire(wanted))[Symbol.dispose]();
    expect(executor.started).toHaveLength(3);
  });

  it('gives a busy tool a second executor', async () => {
    const executor = scriptedExecutor(answer);
    await using executors = pool(executor);
    using first = must(await executors.acquire(spec('a')));
    using second = must(await executors.acquire(spec('a')));
    expect(second.process.pid).not.toBe(first.process.pid);
  });

  it('replaces an executor after its number of calls, and a dead one at once', async () => {
    const executor = scriptedExecutor(answer);
    await using executors = pool(executor, { recycleCalls: 2 });
    for (let i = 0; i < 2; i++) must(await executors.acquire(spec('a')))[Symbol.dispose]();
    expect(executor.started.map((p) => p.alive)).toEqual([false]);
    const next = must(await executors.acquire(spec('a')));
    await next.process.kill();
    next[Symbol.dispose]();
    expect(must(await executors.acquire(spec('a'))).cold).toBe(true);
  });

  it('ends the executor unused for longest when there are too many', async () => {
    const executor = scriptedExecutor(answer);
    const clock = steppedClock();
    await using executors = pool(executor, { maxProcesses: 2 }, clock);
    for (const name of ['a', 'b', 'c']) {
      must(await executors.acquire(spec(name)))[Symbol.dispose]();
      clock.advance(10);
    }
    expect(executor.started.map((p) => p.alive)).toEqual([false, true, true]);
  });

  it('takes the spare executor and starts another', async () => {
    const executor = scriptedExecutor(answer);
    await using executors = pool(executor, { spare: true });
    executors.warmUp();
    expect(executor.started).toHaveLength(1);
    const lease = must(await executors.acquire(spec('a')));
    expect(lease.process.pid).toBe(1);
    lease[Symbol.dispose]();
    expect(executor.started).toHaveLength(2);
  });

  it('pauses a tool that cannot be started, longer each time', async () => {
    const clock = steppedClock();
    const broken = kamiError('KAMI_TOOL_BROKEN', 'its start function traps');
    const executor = scriptedExecutor(answer, () => Promise.resolve({ ok: false, error: broken }));
    await using executors = pool(executor, {}, clock);
    for (let i = 0; i < 5; i++)
      expect(await executors.acquire(spec('a'))).toEqual({ ok: false, error: broken });
    expect(executor.started).toHaveLength(1);
    clock.advance(501);
    await executors.acquire(spec('a'));
    clock.advance(501);
    await executors.acquire(spec('a'));
    expect(executor.started).toHaveLength(2);
    expect(executor.started.every((p) => !p.alive)).toBe(true);
  });

  it('ends all executors at the end', async () => {
    const executor = scriptedExecutor(answer);
    const executors = pool(executor);
    must(await executors.acquire(spec('a')))[Symbol.dispose]();
    must(await executors.acquire(spec('b')))[Symbol.dispose]();
    expect(executor.started.map((p) => p.alive)).toEqual([true, true]);
    await executors[Symbol.asyncDispose]();
    expect(executor.started.every((p) => !p.alive)).toBe(true);
  });
});
