import { kamiError } from '@kami/types';
import type { InstalledTool } from '@kami/registry';
import { afterEach, describe, expect, it, vi } from 'vitest';
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
const spec = (name: string, principal = 'cli:0') => executorSpec(fakeTool(name), principal, [], 'shared');
const never = new AbortController().signal;

afterEach(() => {
  vi.useRealTimers();
});

describe('createExecutorPool', () => {
  it('serves the next call of a tool from the same executor', async () => {
    const executor = scriptedExecutor(answer);
    await using executors = pool(executor);
    const first = must(await executors.acquire(spec('a'), never));
    expect(first.cold).toBe(true);
    first[Symbol.dispose]();
    const second = must(await executors.acquire(spec('a'), never));
    expect(second.cold).toBe(false);
    expect(second.process.pid).toBe(first.process.pid);
    second[Symbol.dispose]();
  });

  it('shares no executor between tools, principals or grants', async () => {
    const executor = scriptedExecutor(answer);
    await using executors = pool(executor, { maxProcesses: 10 });
    for (const wanted of [spec('a'), spec('b'), spec('a', 'stdio')])
      must(await executors.acquire(wanted, never))[Symbol.dispose]();
    expect(executor.started).toHaveLength(3);
  });

  it('gives a busy tool a second executor', async () => {
    const executor = scriptedExecutor(answer);
    await using executors = pool(executor);
    using first = must(await executors.acquire(spec('a'), never));
    using second = must(await executors.acquire(spec('a'), never));
    expect(second.process.pid).not.toBe(first.process.pid);
  });

  it('replaces an executor after its number of calls, and a dead one at once', async () => {
    const executor = scriptedExecutor(answer);
    await using executors = pool(executor, { recycleCalls: 2 });
    for (let i = 0; i < 2; i++) must(await executors.acquire(spec('a'), never))[Symbol.dispose]();
    expect(executor.started.map((p) => p.alive)).toEqual([false]);
    const next = must(await executors.acquire(spec('a'), never));
    await next.process.kill();
    next[Symbol.dispose]();
    expect(must(await executors.acquire(spec('a'), never)).cold).toBe(true);
  });

  it('replaces an executor that has worked for all the time that it may', async () => {
    const executor = scriptedExecutor(answer);
    const clock = steppedClock();
    const settings = { recycleCalls: 100, recycleWorkMs: 1000 };
    await using executors = pool(executor, settings, clock);
    for (const workedMs of [600, 300, 200]) {
      clock.advance(5000);
      const lease = must(await executors.acquire(spec('a'), never));
      expect(lease.cold).toBe(workedMs === 600);
      clock.advance(workedMs);
      lease[Symbol.dispose]();
    }
    expect(executor.started.map((p) => p.alive)).toEqual([false]);
  });

  it('leaves a dead executor to its call, which has yet to hear how it died', async () => {
    const executor = scriptedExecutor(answer);
    await using executors = pool(executor);
    const first = must(await executors.acquire(spec('a'), never));
    const kill = vi.spyOn(first.process, 'kill');
    vi.spyOn(first.process, 'alive', 'get').mockReturnValue(false);
    using _second = must(await executors.acquire(spec('a'), never));
    expect(kill).not.toHaveBeenCalled();
    first[Symbol.dispose]();
    expect(kill).toHaveBeenCalledOnce();
  });

  it('ends the executor unused for longest when there are too many', async () => {
    const executor = scriptedExecutor(answer);
    const clock = steppedClock();
    await using executors = pool(executor, { maxProcesses: 2 }, clock);
    for (const name of ['a', 'b', 'c']) {
      must(await executors.acquire(spec(name), never))[Symbol.dispose]();
      clock.advance(10);
    }
    expect(executor.started.map((p) => p.alive)).toEqual([false, true, true]);
  });

  it('takes the spare executor and starts another', async () => {
    const executor = scriptedExecutor(answer);
    await using executors = pool(executor, { spare: true });
    executors.warmUp();
    expect(executor.started).toHaveLength(1);
    const lease = must(await executors.acquire(spec('a'), never));
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
      expect(await executors.acquire(spec('a'), never)).toEqual({ ok: false, error: broken });
    expect(executor.started).toHaveLength(1);
    clock.advance(501);
    await executors.acquire(spec('a'), never);
    clock.advance(501);
    await executors.acquire(spec('a'), never);
    expect(executor.started).toHaveLength(2);
    expect(executor.started.every((p) => !p.alive)).toBe(true);
  });

  it('ends all executors at the end', async () => {
    const executor = scriptedExecutor(answer);
    const executors = pool(executor);
    must(await executors.acquire(spec('a'), never))[Symbol.dispose]();
    must(await executors.acquire(spec('b'), never))[Symbol.dispose]();
    expect(executor.started.map((p) => p.alive)).toEqual([true, true]);
    await executors[Symbol.asyncDispose]();
    expect(executor.started.every((p) => !p.alive)).toBe(true);
  });

  it('ends an executor that has been idle for its time, and no other', async () => {
    vi.useFakeTimers();
    const clock = steppedClock();
    const executor = scriptedExecutor(answer);
    await using executors = pool(executor, { idleTimeoutMs: 1000 }, clock);
    must(await executors.acquire(spec('a'), never))[Symbol.dispose]();
    using _busy = must(await executors.acquire(spec('b'), never));
    for (const [passed, alive] of [
      [500, [true, true]],
      [500, [false, true]],
    ] as const) {
      clock.advance(passed);
      await vi.advanceTimersByTimeAsync(passed);
      expect(executor.started.map((p) => p.alive)).toEqual(alive);
    }
  });

  it('replaces an executor that keeps more memory than its mark, after some calls or when it is idle', async () => {
    vi.useFakeTimers();
    const executor = scriptedExecutor(answer);
    const settings = { recycleCalls: 1_000_000, recycleMemoryMb: 10, idleTimeoutMs: 1000 };
    await using executors = pool(executor, settings);
    const mark = (10 + fakeTool().manifest.limits.maxMemoryMb) * 1024;
    const call = async () => must(await executors.acquire(spec('a'), never))[Symbol.dispose]();
    await call();
    const [first] = executor.started;
    if (first === undefined) throw new Error('not started');
    first.memoryKib = mark;
    for (let calls = 1; calls < 200; calls++) await call();
    expect(executor.started).toHaveLength(1);
    first.memoryKib = mark + 1;
    for (let calls = 0; calls < 64; calls++) await call();
    expect(executor.started.map((p) => p.alive)).toEqual([false, true]);
    const second = executor.started[1];
    if (second !== undefined) second.memoryKib = mark + 1;
    await vi.advanceTimersByTimeAsync(500);
    expect(executor.started.map((p) => p.alive)).toEqual([false, false]);
  });

  it.each([
    ['the tool', executorSpec(withIsolation(fakeTool('a')), 'cli:0', [], 'shared')],
    ['the operator', executorSpec(fakeTool('a'), 'cli:0', [], 'process')],
  ])(
    'gives every call a process of its own where %s asks for it, from the spare one',
    async (_who, wanted) => {
      const executor = scriptedExecutor(answer);
      await using executors = pool(executor, { spare: true });
      executors.warmUp();
      for (const pid of [1, 2, 3]) {
        const lease = must(await executors.acquire(wanted, never));
        expect({ pid: lease.process.pid, cold: lease.cold }).toEqual({ pid, cold: true });
        expect(executor.started).toHaveLength(pid);
        lease[Symbol.dispose]();
        expect(executor.started.map((p) => p.alive)).toEqual(executor.started.map((p) => p.pid > pid));
      }
    },
  );

  it('tells what the instance of a lease was made with, and uses each once', async () => {
    vi.useFakeTimers();
    const executor = scriptedExecutor(answer);
    await using executors = pool(executor, { stock: 2, recycleCalls: 100 });
    const call = async () => {
      using lease = must(await executors.acquire(spec('a'), never));
      return lease.made?.seed;
    };
    expect(await call()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(10);
    const seeds = [await call(), await call(), await call()];
    expect(new Set(seeds.slice(0, 2)).size).toBe(2);
    expect(seeds[2]).toBeUndefined();
    expect(seeds.slice(0, 2)).not.toContain(undefined);
  });

  it('answers a call that is withdrawn while its executor loads, and ends the executor', async () => {
    const executor = scriptedExecutor(answer, () => new Promise(() => undefined));
    await using executors = pool(executor);
    const controller = new AbortController();
    const loading = executors.acquire(spec('a'), controller.signal);
    await vi.waitUntil(() => executor.started[0]?.loads === 1);
    controller.abort();
    expect(await loading).toMatchObject({ ok: false, error: { code: 'KAMI_CANCELLED' } });
    expect(executor.started.map((p) => p.alive)).toEqual([false]);
  });

  it('keeps an executor that was starting for a call that was withdrawn', async () => {
    const executor = scriptedExecutor(answer);
    const { promise: started, resolve } = Promise.withResolvers<void>();
    const slow: Executor = { start: async () => (await started, executor.start()) };
    await using executors = pool(slow);
    const controller = new AbortController();
    const starting = executors.acquire(spec('a'), controller.signal);
    controller.abort();
    expect(await starting).toMatchObject({ ok: false, error: { code: 'KAMI_CANCELLED' } });
    resolve();
    using next = must(await executors.acquire(spec('b'), never));
    expect(next.process.pid).toBe(1);
    expect(executor.started).toHaveLength(1);
  });

  it('starts nothing after its end, and leaves nothing that was starting', async () => {
    const executor = scriptedExecutor(answer);
    const { promise: started, resolve } = Promise.withResolvers<void>();
    const executors = pool({ start: async () => (await started, executor.start()) }, { spare: true });
    const starting = executors.acquire(spec('a'), never);
    const ended = executors[Symbol.asyncDispose]();
    expect(await starting).toMatchObject({ ok: false, error: { code: 'KAMI_CANCELLED' } });
    resolve();
    await ended;
    expect(executor.started.map((p) => p.alive)).toEqual([false]);
    expect(await executors.acquire(spec('a'), never)).toMatchObject({
      ok: false,
      error: { code: 'KAMI_STOPPING' },
    });
    expect(executor.started).toHaveLength(1);
  });

  it('counts executors that are still loading when it makes room', async () => {
    const { promise: loaded, resolve } = Promise.withResolvers<void>();
    let slow = false;
    const executor = scriptedExecutor(answer, async () => {
      if (slow) await loaded;
      return { ok: true, value: undefined };
    });
    await using executors = pool(executor, { maxProcesses: 3 });
    for (const name of ['a', 'b']) must(await executors.acquire(spec(name), never))[Symbol.dispose]();
    slow = true;
    const loading = [executors.acquire(spec('c'), never), executors.acquire(spec('d'), never)];
    await vi.waitUntil(() => executor.started.length === 4);
    expect(executor.started.map((p) => p.alive)).toEqual([false, true, true, true]);
    resolve();
    for (const lease of loading) must(await lease)[Symbol.dispose]();
  });
});

function withIsolation(tool: InstalledTool): InstalledTool {
  const { manifest } = tool;
  return { ...tool, manifest: { ...manifest, security: { ...manifest.security, isolation: 'process' } } };
}
