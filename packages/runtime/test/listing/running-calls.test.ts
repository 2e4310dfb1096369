import type { InstalledTool, ToolRepository } from '@kami/registry';
import { kamiError, parseNetRule } from '@kami/types';
import { describe, expect, it, vi } from 'vitest';
import { createCatalogueWatch } from '../../src/listing/catalogue-watch.ts';
import { createRunningCalls } from '../../src/listing/running-calls.ts';
import { fakeTool, must, soon } from '../support/fixtures.ts';

function repository(now: () => InstalledTool | undefined, revision = () => 1): ToolRepository {
  const unused = () => Promise.reject(new Error('not used'));
  return {
    install: unused,
    admits: unused,
    pending: unused,
    list: unused,
    summaries: unused,
    names: unused,
    remove: unused,
    replacePrepared: unused,
    preparedKeys: unused,
    versions: unused,
    find: () => Promise.resolve({ ok: true, value: now() }),
    revision: () => Promise.resolve({ ok: true, value: revision() }),
  };
}

describe('createRunningCalls', () => {
  const rule = must(parseNetRule('api.example.com'));
  const granted = fakeTool('probe', {
    permission: { net: [rule], mounts: [], privateFolder: false, env: [] },
  });

  it.each<[string, InstalledTool | undefined, boolean]>([
    ['the same grant', granted, false],
    ['a revoked grant', fakeTool('probe'), true],
    ['a held tool', { ...granted, state: 'held' }, true],
    ['a removed tool', undefined, true],
  ])('with %s', async (_what, now, ended) => {
    const running = createRunningCalls(
      repository(() => now),
      soon,
    );
    using call = running.add(granted, new AbortController().signal);
    await running.review();
    expect(call.signal.aborted).toBe(ended);
    expect(call.ended?.code).toBe(ended ? 'KAMI_DENIED' : undefined);
  });

  it('ends what lost its grant between being found and being called', async () => {
    const running = createRunningCalls(
      repository(() => fakeTool('probe')),
      soon,
    );
    using call = running.add(granted, new AbortController().signal);
    await new Promise(setImmediate);
    expect(call.signal.aborted).toBe(true);
  });

  it('looks a tool up at once that was found long before, and later one that was not', async () => {
    const later: (() => void)[] = [];
    const running = createRunningCalls(
      repository(() => fakeTool('probe')),
      (task) => {
        later.push(task);
        return () => undefined;
      },
    );
    const { signal } = new AbortController();
    using late = running.add(granted, signal, true);
    using usual = running.add(granted, signal);
    await new Promise(setImmediate);
    expect([late.signal.aborted, usual.signal.aborted]).toEqual([true, false]);
    for (const task of later) task();
    await new Promise(setImmediate);
    expect(usual.signal.aborted).toBe(true);
  });

  it('leaves a tool alone that is not installed, whatever the catalogue says of its id', async () => {
    const running = createRunningCalls(
      repository(() => undefined),
      soon,
    );
    using call = running.add(fakeTool('probe', { installedAt: '' }), new AbortController().signal);
    await running.review();
    expect(call.signal.aborted).toBe(false);
  });

  it('ends with its caller, and with the host', () => {
    const running = createRunningCalls(
      repository(() => granted),
      soon,
    );
    const caller = new AbortController();
    using first = running.add(granted, caller.signal);
    using second = running.add(granted, new AbortController().signal);
    caller.abort();
    expect([first.signal.aborted, second.signal.aborted]).toEqual([true, false]);
    running.endAll(kamiError('KAMI_STOPPING', 'KAMI is ending.'));
    expect(second.signal.aborted).toBe(true);
    expect([first.ended, second.ended?.code]).toEqual([undefined, 'KAMI_STOPPING']);
    using late = running.add(granted, AbortSignal.abort());
    expect(late.signal.aborted).toBe(true);
  });
});

describe('createCatalogueWatch', () => {
  it('tells its listeners of a change, and of nothing else', async () => {
    vi.useFakeTimers();
    let revision = 1;
    let heard = 0;
    let first = 0;
    using watch = createCatalogueWatch(
      repository(
        () => undefined,
        () => revision,
      ),
      250,
      () => (first += 1),
    );
    using listener = watch.add(() => (heard += 1));
    await vi.advanceTimersByTimeAsync(1000);
    expect([heard, first]).toEqual([0, 0]);
    revision = 2;
    await vi.advanceTimersByTimeAsync(250);
    expect([heard, first]).toEqual([1, 1]);
    listener[Symbol.dispose]();
    revision = 3;
    await vi.advanceTimersByTimeAsync(1000);
    expect(heard).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });
});
