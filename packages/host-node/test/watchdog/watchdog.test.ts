import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWatchdog, type Watchdog } from '@kami/host-node/process';

const ENTRY = new URL('../../src/watchdog/main.ts', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'kami-watchdog-test-'));
let watchdog: Watchdog;
beforeAll(async () => {
  watchdog = createWatchdog(ENTRY);
  const { child, pid } = await endless();
  const guard = watchdog.arm(pid, 1);
  await once(child, 'exit');
  expect(guard.disarm()).toBe(true);
});
afterAll(async () => {
  await watchdog[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

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
    const guard = watchdog.arm(pid, 100);
    block(1000);
    expect(guard.fired()).toBe(true);
    expect(readFileSync(`/proc/${pid}/stat`, 'latin1')).toMatch(/\) Z/);
    const lastBeat = statSync(beats).mtimeMs - armedAt;
    expect(lastBeat).toBeGreaterThan(50);
    // A loaded machine runs the thread late; the loop that is blocked until 1,000 would be later still.
    expect(lastBeat).toBeLessThan(900);
    expect(await exited).toEqual([null, 'SIGKILL']);
    expect(guard.disarm()).toBe(true);
    expect(guard.fired()).toBe(true);
  });

  it('leaves alone what was disarmed, and keeps the order of deadlines', async () => {
    const [spared, late, early] = [await endless(), await endless(), await endless()];
    const order: string[] = [];
    const ends = [late, early].map(async (one, index) => {
      await once(one.child, 'exit');
      order.push(index === 0 ? 'late' : 'early');
    });
    const sparedGuard = watchdog.arm(spared.pid, 250);
    expect(sparedGuard.disarm()).toBe(false);
    const guards = [watchdog.arm(late.pid, 400), watchdog.arm(early.pid, 100)];
    await Promise.all(ends);
    expect(order).toEqual(['early', 'late']);
    for (const guard of guards) expect(guard.disarm()).toBe(true);
    expect(spared.child.exitCode ?? spared.child.signalCode).toBeNull();
    spared.child.kill('SIGKILL');
    await once(spared.child, 'exit');
  });

  it('lets the time stand still while suspended', async () => {
    const { child, pid } = await endless();
    const guard = watchdog.arm(pid, 400);
    guard.suspend();
    block(600);
    expect(guard.fired()).toBe(false);
    const resumedAt = performance.now();
    guard.resume();
    await once(child, 'exit');
    expect(performance.now() - resumedAt).toBeGreaterThan(50);
    expect(guard.disarm()).toBe(true);
  });

  it('uses its slots again, and refuses more than it has', () => {
    for (let round = 0; round < 3; round++) {
      const guards = Array.from({ length: 1024 }, () => watchdog.arm(2 ** 30, 60_000));
      expect(() => watchdog.arm(2 ** 30, 60_000)).toThrow(RangeError);
      for (const guard of guards) expect(guard.disarm()).toBe(false);
      for (const guard of guards) expect(guard.disarm()).toBe(false);
    }
  });

  it('does not keep the process alive', async () => {
    const source = `import { createWatchdog } from ${JSON.stringify(new URL('../../src/watchdog/watchdog.ts', import.meta.url).href)};
      createWatchdog(new URL(${JSON.stringify(ENTRY.href)})).arm(2 ** 30, 600000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
