import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createWatchdog } from '@kami/host-node/process';
import { armSlot } from '../../src/watchdog/arm-slot.ts';
import { NEVER, openSlotTable, type SlotTable } from '../../src/watchdog/slot-table.ts';
import { takenMemory } from '../../src/watchdog/taken-memory.ts';
import { createMemoryWatch, LOOK_INTERVAL, type MemoryWatch } from '../../src/watchdog/watch-memory.ts';

interface Watched {
  readonly table: SlotTable;
  readonly watch: MemoryWatch;
  readonly looked: number[];
  readonly killed: number[];
}

/** A watch over processes that take as many KiB as their id says. */
function watched(): Watched {
  const table = openSlotTable();
  const [looked, killed]: [number[], number[]] = [[], []];
  const taken = (pid: number): number => {
    looked.push(pid);
    return pid;
  };
  return {
    table,
    looked,
    killed,
    watch: createMemoryWatch(
      table,
      taken,
      (pid) => killed.push(pid),
      () => undefined,
    ),
  };
}

function arm(table: SlotTable, slot: number, pid: number, memoryKib: number): ReturnType<typeof armSlot> {
  return armSlot(table, slot, pid, { ms: 60_000, memoryKib }, () => undefined);
}

describe('createMemoryWatch', () => {
  it('looks at nothing while nothing with a limit is armed', () => {
    const { table, watch, looked } = watched();
    arm(table, 0, 500, 0);
    expect([watch.look(0n), watch.look(LOOK_INTERVAL), looked]).toEqual([NEVER, NEVER, []]);
  });

  it('looks once an interval, first an interval after a limit was set', () => {
    const { table, watch, looked } = watched();
    const guard = arm(table, 0, 500, 1000);
    expect(watch.look(7n)).toBe(7n + LOOK_INTERVAL);
    expect(watch.look(8n)).toBe(7n + LOOK_INTERVAL);
    expect(looked).toEqual([]);
    expect(watch.look(9n + LOOK_INTERVAL)).toBe(9n + 2n * LOOK_INTERVAL);
    expect(looked).toEqual([500]);
    guard.disarm();
    expect(watch.look(9n + 2n * LOOK_INTERVAL)).toBe(NEVER);
  });

  it('kills what is over its limit, once, and the guard says why', () => {
    const { table, watch, killed } = watched();
    const [small, large] = [arm(table, 0, 1000, 1000), arm(table, 1, 1001, 1000)];
    for (let look = 0n; look < 4n; look += 1n) watch.look(look * LOOK_INTERVAL);
    expect(killed).toEqual([1001]);
    expect([small.fired(), large.fired()]).toEqual([undefined, 'memory']);
    expect([small.disarm(), large.disarm(), large.disarm()]).toEqual([undefined, 'memory', 'memory']);
  });

  it('leaves a process alone that was disarmed while it was looked at', () => {
    const table = openSlotTable();
    const killed: number[] = [];
    const guard = arm(table, 0, 5000, 1);
    const taken = (pid: number): number => {
      guard.disarm();
      return pid;
    };
    const watch = createMemoryWatch(
      table,
      taken,
      (pid) => killed.push(pid),
      () => undefined,
    );
    watch.look(0n);
    watch.look(LOOK_INTERVAL);
    expect([killed, guard.fired()]).toEqual([[], undefined]);
  });
});

describe('takenMemory', () => {
  it('counts what a process allocates, without the files it runs from', async () => {
    const before = takenMemory(process.pid) ?? NaN;
    const bytes = Buffer.alloc(64 * 1024 * 1024, 1);
    expect((takenMemory(process.pid) ?? NaN) - before).toBeGreaterThan(0.8 * (bytes.length / 1024));
    const child = spawn(process.execPath, ['-e', ''], { stdio: 'ignore' });
    await once(child, 'exit');
    expect(takenMemory(child.pid ?? 0)).toBeUndefined();
  });
});

describe('the watchdog', () => {
  it('kills a process that grows outside of WebAssembly, long before its deadline', async () => {
    const entry = new URL('../../src/watchdog/main.ts', import.meta.url);
    await using watchdog = createWatchdog(entry);
    const grow = fileURLToPath(new URL('growing-process.mjs', import.meta.url));
    const child = spawn(process.execPath, [grow], { stdio: 'ignore' });
    onTestFinished(() => void child.kill('SIGKILL'));
    const guard = watchdog.arm(child.pid ?? 0, { ms: 60_000, memoryKib: 300 * 1024 });
    const started = performance.now();
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    expect(performance.now() - started).toBeLessThan(30_000);
    expect(guard.disarm()).toBe('memory');
  });
});
