import type { Executor, ExecutorProcess } from '@kami/runtime';
import { describe, expect, it } from 'vitest';
import { createClosing } from '../../src/compose/closing.ts';
import { once } from '../../src/compose/once.ts';
import { prestart } from '../../src/compose/prestart.ts';
import { programFiles } from '../../src/compose/program-files.ts';

function countingExecutor(): Executor & { readonly started: ExecutorProcess[]; readonly killed: number[] } {
  const started: ExecutorProcess[] = [];
  const killed: number[] = [];
  const unused = () => Promise.reject(new Error('not used'));
  return {
    started,
    killed,
    start() {
      const pid = started.length + 1;
      const process: ExecutorProcess = {
        pid,
        get alive() {
          return !killed.includes(pid);
        },
        walls: [],
        memoryKib: () => undefined,
        load: unused,
        make: unused,
        run: unused,
        kill: () => Promise.resolve(void killed.push(pid)),
      };
      started.push(process);
      return Promise.resolve({ ok: true, value: process });
    },
  };
}

describe('prestart', () => {
  it('starts one process at once and hands it to the first who asks', async () => {
    const executor = countingExecutor();
    await using first = prestart(executor);
    expect(executor.started).toHaveLength(1);
    expect(await first.start()).toMatchObject({ value: { pid: 1 } });
    expect(await first.start()).toMatchObject({ value: { pid: 2 } });
  });

  it('starts another when the first has died, and ends one that nobody took', async () => {
    const executor = countingExecutor();
    const dead = prestart(executor);
    await executor.started[0]?.kill();
    expect(await dead.start()).toMatchObject({ value: { pid: 2 } });
    const unused = prestart(executor);
    await unused[Symbol.asyncDispose]();
    expect(executor.killed).toEqual([1, 3]);
  });
});

describe('createClosing', () => {
  it('ends work before what work writes to, whatever the order of adding', async () => {
    const order: string[] = [];
    const closing = createClosing();
    closing.last(() => Promise.resolve(void order.push('store')));
    closing.first(async () => {
      await Promise.resolve();
      order.push('calls');
    });
    await closing.close();
    await closing.close();
    expect(order).toEqual(['calls', 'store']);
  });
});

describe('once', () => {
  it('makes its value a single time, even when that is nothing', () => {
    let made = 0;
    const get = once(() => void (made += 1));
    expect([get(), get(), made]).toEqual([undefined, undefined, 1]);
  });
});

describe('programFiles', () => {
  it('stand beside the bundle, or in dist for the source', () => {
    expect(programFiles('file:///x/dist/kami.cjs').executor.href).toBe('file:///x/dist/executor.cjs');
    expect(programFiles('file:///x/src/main.ts').defaults.href).toBe('file:///x/dist/config/default.json');
  });
});
