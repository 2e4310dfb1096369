import { kamiError, type KamiError, type Result } from '@kami/types';
import type { ExecutorProcess } from '@kami/runtime';
import { describe, expect, it } from 'vitest';
import { executorCommand, type ExecutorCommand } from '../../src/launch/executor-command.ts';
import { createWalledStart, type WallOptions } from '../../src/process/walled-start.ts';

const entry = new URL(import.meta.url);
const fault = kamiError('KAMI_EXECUTOR_FAULT', 'It did not start.');
const hasBubblewrap = executorCommand({ entry }).walls.includes('bubblewrap');

/** A host on which a command starts when `works` says so, and what was asked of it. */
function host(
  works: (command: ExecutorCommand) => boolean,
  options: Partial<WallOptions> = {},
  whether: (command: ExecutorCommand) => Promise<boolean> = (command) => Promise.resolve(works(command)),
) {
  const tried: string[] = [];
  const told: string[] = [];
  const killed: string[] = [];
  const start = async (command: ExecutorCommand): Promise<Result<ExecutorProcess, KamiError>> => {
    const walls = command.walls.join('+');
    tried.push(walls);
    if (!(await whether(command))) return { ok: false, error: fault };
    const process = {
      pid: 1,
      walls: command.walls,
      alive: true,
      memoryKib: () => undefined,
      load: () => Promise.resolve({ ok: true, value: undefined } as const),
      make: () => Promise.resolve({ ok: true, value: undefined } as const),
      run: () => Promise.resolve({ ok: false, error: fault } as const),
      kill: () => Promise.resolve(void killed.push(walls)),
    };
    return { ok: true, value: process };
  };
  const executor = createWalledStart({ entry, onWeaker: () => void told.push('weaker'), ...options }, start);
  return { executor, tried, told, killed };
}

const plain = (command: ExecutorCommand): boolean => !command.walls.includes('bubblewrap');

describe('createWalledStart', () => {
  it('refuses without starting anything when a required wall is left out by the setting', async () => {
    const { executor, tried } = host(() => true, { walls: 'process', require: ['process', 'seccomp'] });
    expect(await executor.start()).toMatchObject({
      error: { code: 'KAMI_WALL_MISSING', data: { wall: 'seccomp' } },
    });
    expect(tried).toEqual([]);
  });

  it('asks for nothing more than the process when only that is required', async () => {
    const { executor } = host(() => true, { walls: 'process', require: ['process'] });
    expect((await executor.start()).ok).toBe(true);
  });
});

describe.skipIf(!hasBubblewrap)('createWalledStart where bubblewrap is there', () => {
  it('starts behind every wall, and then never without one', async () => {
    let works = true;
    const { executor, tried, told } = host((command) => works || plain(command));
    expect((await executor.start()).ok).toBe(true);
    works = false;
    expect(await executor.start()).toMatchObject({ ok: false, error: fault });
    expect(new Set(tried).size).toBe(1);
    expect(told).toEqual([]);
  });

  it('starts without the walls that never worked, tells it once, and tries them no more', async () => {
    const { executor, tried, told } = host(plain);
    expect(await executor.start()).toMatchObject({ ok: true, value: { walls: ['process'] } });
    expect(await executor.start()).toMatchObject({ ok: true, value: { walls: ['process'] } });
    expect(tried.slice(1)).toEqual(['process', 'process']);
    expect(told).toEqual(['weaker']);
  });

  it('tells once when several starts find out at the same time', async () => {
    const { executor, told } = host(plain);
    await Promise.all([executor.start(), executor.start()]);
    expect(told).toEqual(['weaker']);
  });

  it('leaves no wall out when it came to stand for another start meanwhile', async () => {
    const stood = Promise.withResolvers<boolean>();
    let isFirst = true;
    const { executor, told, killed } = host(plain, {}, (command) => {
      if (plain(command)) return stood.promise;
      const works = !isFirst;
      isFirst = false;
      return Promise.resolve(works);
    });
    const failing = executor.start();
    expect((await executor.start()).ok).toBe(true);
    stood.resolve(true);
    expect(await failing).toMatchObject({ ok: false, error: fault });
    expect(killed).toEqual(['process']);
    expect(told).toEqual([]);
    const next = await executor.start();
    expect(next.ok && next.value.walls.includes('bubblewrap')).toBe(true);
  });

  it('refuses when a required wall does not work', async () => {
    const { executor, killed } = host(plain, { require: ['bubblewrap'] });
    expect(await executor.start()).toMatchObject({
      error: { code: 'KAMI_WALL_MISSING', data: { wall: 'bubblewrap' } },
    });
    expect(killed).toEqual(['process']);
  });

  it('gives the first error when nothing starts at all', async () => {
    const { executor, told } = host(() => false);
    expect(await executor.start()).toMatchObject({ error: fault });
    expect(told).toEqual([]);
  });
});
