import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { getPriority } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { detectWalls } from '@kami/host-node/process';
import { findHostTools } from '../../src/launch/host-tools.ts';
import {
  LOAD,
  NEVER_ABORTED,
  NO_ARGS,
  job,
  recordingSeam,
  script,
  startScript as startAny,
  WALL_SETTINGS,
} from './scripted-executor.ts';

const IDLE = `send('ready', 0); for (;;) { const m = receive(); send('result', m.id, { status: 'delivered' }); }`;
const stands = (name: string): boolean => detectWalls().some((wall) => wall.name === name && wall.stands);

function stateOf(pid: number): string {
  try {
    return /^\d+ \(.*\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1] ?? 'gone';
  } catch {
    return 'gone';
  }
}

/** The parent of a process and the group whose members a terminal signals (proc_pid_stat(5)). */
function parentAndGroup(pid: number): readonly [parent: number, group: number] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const [, parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return [Number(parent), Number(group)];
}

describe.skipIf(process.platform !== 'linux').each(WALL_SETTINGS)(
  'the life of an executor process with walls %s',
  (walls) => {
    const startScript: typeof startAny = (source, options) => startAny(source, { walls, ...options });

    it.skipIf(!stands('dies-with-host'))('ends when its host is killed, even while it spins', async () => {
      const spinning = script(`send('ready', 0); for (;;);`);
      const host = spawn(
        process.execPath,
        [fileURLToPath(new URL('host-fixture.ts', import.meta.url)), fileURLToPath(spinning), walls],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      const [line] = (await once(host.stdout, 'data')) as [Buffer];
      const pid = Number(line.toString());
      expect(stateOf(pid)).toMatch(/[RS]/);
      host.kill('SIGKILL');
      await once(host, 'exit');
      while (!/gone|Z/.test(stateOf(pid))) await setImmediate();
      expect(stateOf(pid)).toMatch(/gone|Z/);
    });

    it('is ended without a wait where the host ends next', async () => {
      const executor = await startScript(IDLE, { isLast: true });
      const order: string[] = [];
      const killed = executor.kill().then(() => order.push('killed'));
      // What tells that it is gone comes in a later turn of the event loop.
      await setImmediate();
      order.push('next turn');
      await killed;
      expect(order).toEqual(['killed', 'next turn']);
      expect(executor.alive).toBe(false);
      while (!/gone|Z/.test(stateOf(executor.pid))) await setImmediate();
    });

    it('goes by the id of Node itself, not of what waits for it', async () => {
      const executor = await startScript(
        `send('ready', 0); const m = receive(); send('result', m.id, { status: 'delivered' }, Buffer.from(String(process.pid))); receive();`,
      );
      const result = await executor.run(job(), NO_ARGS, recordingSeam(), NEVER_ABORTED);
      const status = readFileSync(`/proc/${executor.pid}/status`, 'latin1');
      // Its ids in each namespace, the innermost last (proc_pid_status(5)).
      const ids = /^NSpid:\t(.*)$/mu.exec(status)?.[1]?.split('\t') ?? [];
      expect(ids.at(-1)).toBe(result.ok ? Buffer.from(result.value.payload).toString() : '');
      expect(status).toMatch(/^Threads:\t[2-9]/mu);
      await executor.kill();
    });

    it('is not reached by Ctrl-C at its host’s terminal, nor is what waits for it', async () => {
      const executor = await startScript(IDLE);
      const [, ownGroup] = parentAndGroup(process.pid);
      for (let pid = executor.pid; pid !== process.pid;) {
        const [parent, group] = parentAndGroup(pid);
        expect(group).not.toBe(ownGroup);
        pid = parent;
      }
      await executor.kill();
    });

    it('has no descriptor of its host but the pipe, and no standard stream but the null device', async () => {
      const executor = await startAny(IDLE, { walls, keepErrorOutput: false });
      const descriptors = readdirSync(`/proc/${executor.pid}/fd`)
        .toSorted((a, b) => Number(a) - Number(b))
        .map((fd) => readlinkSync(`/proc/${executor.pid}/fd/${fd}`));
      expect(descriptors.slice(0, 3)).toEqual(['/dev/null', '/dev/null', '/dev/null']);
      expect(descriptors.filter((path) => path.startsWith('socket:'))).toHaveLength(1);
      expect(
        descriptors.slice(4).filter((path) => !/^(?:anon_inode|pipe):|^\/dev\/null/u.test(path)),
      ).toEqual([]);
      await executor.kill();
    });

    it.skipIf(process.platform !== 'linux')(
      'runs at the lowest priority once it works for long',
      async () => {
        const executor = await startScript(
          `send('ready', 0); receive(); send('loaded', 0); receive(); for (;;) {}`,
        );
        expect(await executor.load(LOAD, new Uint8Array(0), 60_000)).toMatchObject({ ok: true });
        expect(getPriority(executor.pid)).toBe(getPriority());
        const running = executor.run(job(60_000), NO_ARGS, recordingSeam(), NEVER_ABORTED);
        while (getPriority(executor.pid) !== 19) await setImmediate();
        await executor.kill();
        expect((await running).ok).toBe(false);
      },
    );

    it.skipIf(!stands('dies-with-host'))('can gain no privileges', async () => {
      const executor = await startScript(IDLE);
      expect(readFileSync(`/proc/${executor.pid}/status`, 'utf8')).toMatch(/NoNewPrivs:\t1/);
      await executor.kill();
    });

    it.skipIf(!stands('cpu-limit'))('has limits on processor time, dumps and file sizes', async () => {
      const executor = await startScript(IDLE, { cpuSeconds: 7 });
      const limits = readFileSync(`/proc/${executor.pid}/limits`, 'utf8');
      expect(limits).toMatch(/Max cpu time +7 +12 /);
      expect(limits).toMatch(/Max core file size +0 +0 /);
      expect(limits).toMatch(/Max file size +0 +0 /);
      await executor.kill();
    });

    it('leaves nothing behind: descriptors stay flat over many lives', async () => {
      const lives = async (count: number): Promise<void> => {
        for (let life = 0; life < count; life++) {
          const executor = await startScript(IDLE);
          await executor.run(job(), NO_ARGS, recordingSeam(), NEVER_ABORTED);
          await executor.kill();
        }
      };
      await lives(2);
      const before = readdirSync('/proc/self/fd').length;
      await lives(10);
      expect(readdirSync('/proc/self/fd').length).toBeLessThanOrEqual(before);
    });

    it('finds the tools of the host once', () => {
      expect(findHostTools()).toBe(findHostTools());
      expect(findHostTools().shell).toMatch(/^\/.*sh$/);
    });
  },
);
