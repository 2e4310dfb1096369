import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { getPriority } from 'node:os';
import { describe, expect, it } from 'vitest';
import { createLongWork } from '../../src/watchdog/long-work.ts';
import { yieldToOthers } from '../../src/watchdog/yield-to-others.ts';

describe('createLongWork', () => {
  it('tells of work at its third look, once, and of later work of the same slot again', () => {
    const told: number[] = [];
    const seen = createLongWork((pid) => told.push(pid));
    for (let look = 1; look <= 5; look += 1) {
      seen(0, 4, 100);
      expect(told).toEqual(look < 3 ? [] : [100]);
    }
    for (let look = 0; look < 3; look += 1) seen(0, 8, 101);
    expect(told).toEqual([100, 101]);
  });

  it('never tells of short work, however often it is met', () => {
    const told: number[] = [];
    const seen = createLongWork((pid) => told.push(pid));
    for (let word = 0; word < 100; word += 1) for (let look = 0; look < 2; look += 1) seen(1, word, 7);
    expect(told).toEqual([]);
  });
});

describe('yieldToOthers', () => {
  it.skipIf(process.platform !== 'linux')('gives all threads of a process the lowest priority', async () => {
    const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)']);
    await once(child.stdout, 'data');
    const pid = child.pid ?? 0;
    expect(getPriority(pid)).toBe(getPriority());
    yieldToOthers(pid);
    const threads = readdirSync(`/proc/${pid}/task`).map(Number);
    expect(threads.length).toBeGreaterThan(1);
    expect(threads.map((thread) => getPriority(thread))).toEqual(threads.map(() => 19));
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  it('does nothing to a process that is gone', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    expect(() => yieldToOthers(child.pid ?? 0)).not.toThrow();
  });
});
