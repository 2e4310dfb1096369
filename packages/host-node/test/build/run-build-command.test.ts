import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { binPath, runBuildCommand } from '@kami/host-node/build';

const folder = mkdtempSync(join(tmpdir(), 'kami-build-command-'));
const never = new AbortController().signal;
const run = async (command: string, signal = never) =>
  runBuildCommand({ command, folder, env: { KAMI_GUEST_ENGINE: 'quickjs' } }, signal);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('runBuildCommand', () => {
  it('runs a line of the shell in the folder, with what is added to the environment', async () => {
    expect(await run('echo "$KAMI_GUEST_ENGINE" > engine.txt && true')).toEqual({
      ok: true,
      value: undefined,
    });
    expect(readFileSync(join(folder, 'engine.txt'), 'utf8')).toBe('quickjs\n');
  });

  it('finds the programs of the packages of the folder and of those above it', async () => {
    const bin = join(folder, 'node_modules', '.bin');
    mkdirSync(bin, { recursive: true });
    mkdirSync(join(folder, 'below'));
    writeFileSync(join(bin, 'kami-test-program'), '#!/bin/sh\necho ran > ran.txt\n', { mode: 0o755 });
    const below = { command: 'kami-test-program', folder: join(folder, 'below'), env: {} };
    expect((await runBuildCommand(below, never)).ok).toBe(true);
    expect(readFileSync(join(folder, 'below', 'ran.txt'), 'utf8')).toBe('ran\n');
  });

  it.each([
    ['exit 3', 'The build failed: "exit 3" ended with exit code 3.'],
    ['kami-no-such-program', 'the shell found no program for "kami-no-such-program" (exit code 127).'],
    ['kill -KILL $$', 'was ended by SIGKILL.'],
  ])('says how %s failed', async (command, message) => {
    const ran = await run(command);
    expect(ran.ok ? 'ran' : ran.error.code).toBe('KAMI_BUILD_FAILED');
    expect(ran.ok ? 'ran' : ran.error.message).toContain(message);
  });

  it('says that packages are not installed where that is why', async () => {
    const fresh = join(folder, 'fresh');
    mkdirSync(fresh);
    writeFileSync(join(fresh, 'package.json'), '{}');
    const ran = await runBuildCommand({ command: 'kami-no-such', folder: fresh, env: {} }, never);
    expect(ran.ok ? undefined : ran.error.hint).toContain('npm install');
  });

  it('ends every process of the command when it is interrupted', async () => {
    const stop = new AbortController();
    const pidFile = join(folder, 'child.pid');
    const ran = run('sleep 1000 & echo $! > pid && mv pid child.pid && wait', stop.signal);
    await vi.waitUntil(() => existsSync(pidFile), { timeout: 10_000, interval: 5 });
    stop.abort();
    expect(await ran).toMatchObject({ ok: false, error: { code: 'KAMI_CANCELLED' } });
    const child = Number(readFileSync(pidFile, 'utf8'));
    expect(child).toBeGreaterThan(1);
    await vi.waitUntil(() => !isRunning(child), { timeout: 10_000, interval: 5 });
  });

  it('does not start what is interrupted already', async () => {
    expect(await run('touch started', AbortSignal.abort())).toMatchObject({
      error: { code: 'KAMI_CANCELLED' },
    });
  });
});

/** Whether a process runs still; one that ended and was not waited for counts as ended. */
function isRunning(pid: number): boolean {
  try {
    return !/\) Z /u.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

describe('binPath', () => {
  it('goes from the folder to the root, and then to where programs were looked for before', () => {
    const path = binPath(join('/a', 'b'), '/usr/bin').split(delimiter);
    expect(path).toEqual([
      '/a/b/node_modules/.bin',
      '/a/node_modules/.bin',
      '/node_modules/.bin',
      '/usr/bin',
    ]);
  });
});
