import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWatchdog, type ProcessBounds, type Watchdog } from '@kami/host-node/process';

const ENTRY = new URL('../../src/watchdog/main.ts', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'kami-watchdog-test-'));
let watchdog: Watchdog;
beforeAll(async () => {
  watchdog = createWatchdog(ENTRY);
  const { child, pid } = await endless();
  const guard = watchdog.arm(pid, deadline(1));
  await once(child, 'exit');
  expect(guard.disarm()).toBe('deadline');
});
afterAll(async () => {
  await watchdog[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** Bounds that are a deadline alone. */
function deadline(ms: number): ProcessBounds {
  return { ms, memoryKib: 0 };
}

/** Starts a process that never ends, and gives it with its id once it runs. */
async function endless(source = ''): Promise<{ child: ChildProcess; pid: number }> {
  const child = spawn(
    process.execPath,
    ['-e', `${source}; process.stdout.write('.'); setInterval(() => {}, 1000)`],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (child.stdout !== null) await once(child.stdout, 'data');
  return { child, pid: child.pid ?? 0 };
}

/** Keeps the main loop busy. */
function block(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

describe('createWatchdog', () => {
  it('kills on time while the main loop is blocked', async () => {
    const beats = join(folder, 'beats');
    const { child, pid } = await endless(
      `const fs = require('fs'); setInterval(() => fs.writeFileSync(${JSON.stringify(beats)}, '.'), 1)`,
    );
    const exited = once(child, 'exit');
    const armedAt = Date.now();
    const guard = watchdog.arm(pid, deadline(100));
    block(1000);
    expect(guard.fired()).toBe('deadline');
    expect(readFileSync(`/proc/${pid}/stat`, 'latin1')).toMatch(/\) Z/);
    const lastBeat = statSync(beats).mtimeMs - armedAt;
    expect(lastBeat).toBeGreaterThan(50);
    // A loaded machine runs the thread late; the loop that is blocked until 1,000 would be later still.
    expect(lastBeat).toBeLessThan(900);
    expect(await exited).toEqual([null, 'SIGKILL']);
    expect(guard.disarm()).toBe('deadline');
    expect(guard.fired()).toBe('deadline');
  });

  it('leaves alone what was disarmed, and keeps the order of deadlines', async () => {
    const [spared, late, early] = [await endless(), await endless(), await endless()];
    const order: string[] = [];
    const ends = [late, early].map(async (one, index) => {
      await once(one.child, 'exit');
      order.push(index === 0 ? 'late' : 'early');
    });
    const sparedGuard = watchdog.arm(spared.pid, deadline(250));
    expect(sparedGuard.disarm()).toBeUndefined();
    const guards = [watchdog.arm(late.pid, deadline(400)), watchdog.arm(early.pid, deadline(100))];
    await Promise.all(ends);
    expect(order).toEqual(['early', 'late']);
    for (const guard of guards) expect(guard.disarm()).toBe('deadline');
    expect(spared.child.exitCode ?? spared.child.signalCode).toBeNull();
    spared.child.kill('SIGKILL');
    await once(spared.child, 'exit');
  });

  it('lets the time stand still while suspended', async () => {
    const { child, pid } = await endless();
    const guard = watchdog.arm(pid, { ...deadline(400), standMs: 600_000 });
    guard.suspend();
    block(600);
    expect(guard.fired()).toBeUndefined();
    const resumedAt = performance.now();
    guard.resume();
    await once(child, 'exit');
    expect(performance.now() - resumedAt).toBeGreaterThan(50);
    expect(guard.disarm()).toBe('deadline');
  });

  it('uses its slots again, and refuses more than it has', () => {
    for (let round = 0; round < 3; round++) {
      const guards = Array.from({ length: 1024 }, () => watchdog.arm(2 ** 30, deadline(60_000)));
      expect(() => watchdog.arm(2 ** 30, deadline(60_000))).toThrow(RangeError);
      for (const guard of guards) expect(guard.disarm()).toBeUndefined();
      for (const guard of guards) expect(guard.disarm()).toBeUndefined();
    }
  });

  it('does not keep the process alive', async () => {
    const source = `import { createWatchdog } from ${JSON.stringify(new URL('../../src/watchdog/watchdog.ts', import.meta.url).href)};
      createWatchdog(new URL(${JSON.stringify(ENTRY.href)})).arm(2 ** 30, { ms: 600000, memoryKib: 0 });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

describe('a watchdog whose thread starts when it is needed', () => {
  it('has none while bounds are taken away in time', async () => {
    const before = watchdogThreads();
    await using lazy = createWatchdog(ENTRY, 'when-needed');
    for (let round = 0; round < 100; round++) lazy.arm(2 ** 30, deadline(60_000)).disarm();
    expect(watchdogThreads()).toBe(before);
  });

  it('starts it for bounds that stand, in time for a near deadline', async () => {
    await using lazy = createWatchdog(ENTRY, 'when-needed');
    const { child, pid } = await endless();
    const guard = lazy.arm(pid, deadline(60));
    await once(child, 'exit');
    expect(guard.disarm()).toBe('deadline');
  });

  it('starts it before the main loop is held up', async () => {
    await using lazy = createWatchdog(ENTRY, 'when-needed');
    const { child, pid } = await endless();
    const guard = lazy.arm(pid, deadline(500));
    lazy.expectDelay();
    block(2000);
    expect(guard.fired()).toBe('deadline');
    await once(child, 'exit');
  });
});

/** Threads of this process that are a watchdog's (proc_pid_comm(5)). */
function watchdogThreads(): number {
  const names = readdirSync('/proc/self/task').map((id) =>
    readFileSync(`/proc/self/task/${id}/comm`, 'latin1'),
  );
  return names.filter((name) => name.startsWith('kami-watchdog')).length;
}
