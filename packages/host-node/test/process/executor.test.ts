import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { HostCallSeam } from '@kami/runtime';
import { describe, expect, it } from 'vitest';
import { executorCommand } from '../../src/launch/executor-command.ts';
import {
  LOAD,
  MAKE,
  NEVER_ABORTED,
  NO_ARGS,
  job,
  recordingSeam,
  startScript as startAny,
  time,
  tryScript as tryAny,
  WALL_SETTINGS,
} from './scripted-executor.ts';

const READY = `send('ready', 0);`;
/** Serves for ever: answers load and make, echoes the arguments of a job as its result. */
const ECHO = `${READY}
for (;;) {
  const message = receive();
  if (message.kind === 'load') send('loaded', 0);
  else if (message.kind === 'make') send('made', 0);
  else send('result', message.id, { status: 'delivered' }, message.body);
}`;

/** Behind bubblewrap the end of the pipe tells the end of the process, some microseconds before it is a zombie. */
async function untilGone(pid: number): Promise<void> {
  while (!isGone(pid)) await setImmediate();
}

function hasBubblewrap(walls: 'auto' | 'process'): boolean {
  return executorCommand({ entry: new URL(import.meta.url), walls }).walls.includes('bubblewrap');
}

function isGone(pid: number): boolean {
  try {
    return /^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return true;
  }
}

describe.each(WALL_SETTINGS)('createExecutor with walls %s', (walls) => {
  const startScript: typeof startAny = (source, options) => startAny(source, { walls, ...options });
  const tryScript: typeof tryAny = (source) => tryAny(source, { walls });

  it('loads a prepared form of many megabytes, makes an instance and runs jobs one after another', async () => {
    const executor = await startScript(`${READY}
      const load = receive();
      let sum = 0; for (const byte of load.body) sum = (sum + byte) % 65536;
      send('loaded', 0);
      receive(); send('made', 0);
      for (;;) { const m = receive(); send('result', m.id, { status: 'delivered' }, Buffer.from(load.body.length + ' ' + sum + ' ' + m.body)); }`);
    const prepared = new Uint8Array(20 * 1024 * 1024 + 5).fill(3);
    expect(await executor.load(LOAD, prepared, 5000)).toMatchObject({ ok: true });
    expect(await executor.make(MAKE, recordingSeam(), 5000)).toMatchObject({ ok: true });
    for (const text of ['{"a":1}', '{}']) {
      const result = await executor.run(job(), Buffer.from(text), recordingSeam(), NEVER_ABORTED);
      const payload = result.ok ? Buffer.from(result.value.payload).toString() : result.error.message;
      expect(payload).toBe(`${prepared.length} ${(prepared.length * 3) % 65536} ${text}`);
    }
    await executor.kill();
    expect(executor.alive).toBe(false);
    await untilGone(executor.pid);
  });

  it('answers host calls through the seam, in order, with their bodies', async () => {
    const executor = await startScript(`${READY}
      const m = receive();
      send('oneway', 0, { op: 'output', stream: 'stdout' }, Buffer.from('hi'));
      const a = call(1, { op: 'fs.write', handle: 1, offset: 0 }, Buffer.alloc(1024 * 1024));
      const b = call(2, { op: 'cancelled' });
      send('result', m.id, { status: 'delivered' }, Buffer.from(JSON.stringify([a.id, a.kind, a.header.ok, [...a.body], b.id])));
      receive();`);
    const seam = recordingSeam();
    const result = await executor.run(job(), NO_ARGS, seam, NEVER_ABORTED);
    expect(result.ok && Buffer.from(result.value.payload).toString()).toBe('[1,"reply","done",[7],2]');
    expect(seam.seen).toEqual(['output:2', 'fs.write:1048576', 'cancelled:0']);
    await executor.kill();
  });

  it('takes a result of several chunks up to its bound', async () => {
    const executor = await startScript(`${READY}
      const m = receive();
      send('chunk', m.id, undefined, Buffer.alloc(1024 * 1024, 1));
      send('chunk', m.id, undefined, Buffer.alloc(1024 * 1024, 2));
      send('result', m.id, { status: 'delivered' }, Buffer.from([3]));
      receive();`);
    const result = await executor.run(job(5000, 3 * 1024 * 1024), NO_ARGS, recordingSeam(), NEVER_ABORTED);
    expect(result.ok && result.value.payload.length).toBe(2 * 1024 * 1024 + 1);
    await executor.kill();
  });

  it('gives a process an empty environment, the root as its folder, and no permission', async () => {
    const executor = await startScript(`
      import * as fs from 'node:fs'; import * as net from 'node:net'; import * as cp from 'node:child_process';
      const refused = (f) => { try { f(); return false; } catch (e) { return e.code === 'ERR_ACCESS_DENIED'; } };
      ${READY}
      const m = receive();
      const facts = { env: { ...process.env }, file: refused(() => fs.readFileSync('/etc/passwd')), child: refused(() => cp.spawnSync('true')) };
      send('result', m.id, { status: 'delivered' }, Buffer.from(JSON.stringify(facts)));
      receive();`);
    const result = await executor.run(job(), NO_ARGS, recordingSeam(), NEVER_ABORTED);
    expect(JSON.parse(result.ok ? Buffer.from(result.value.payload).toString() : '{}')).toEqual({
      // bubblewrap says where it starts; nothing of the host's environment.
      env: hasBubblewrap(walls) ? { PWD: '/' } : {},
      file: true,
      child: true,
    });
    await executor.kill();
  });

  it('kills at the deadline of a job and says so', async () => {
    const executor = await startScript(`${READY} receive(); for (;;);`);
    const started = performance.now();
    const result = await executor.run(job(150), NO_ARGS, recordingSeam(), NEVER_ABORTED);
    const elapsed = performance.now() - started;
    expect(result).toMatchObject({
      ok: false,
      error: {
        code: 'KAMI_DEADLINE_EXCEEDED',
        message: 'The executor was killed at its deadline of 150 ms.',
      },
    });
    expect(elapsed).toBeGreaterThan(140);
    expect(executor.alive).toBe(false);
    await untilGone(executor.pid);
  });

  it('kills at the deadline while a host call is open', async () => {
    const executor = await startScript(`${READY} receive(); call(1, { op: 'wait', handles: [] });`);
    const seam = { ...recordingSeam(), call: () => new Promise<never>(() => {}) };
    const result = await executor.run(job(100), NO_ARGS, seam, NEVER_ABORTED);
    expect(result).toMatchObject({ ok: false, error: { code: 'KAMI_DEADLINE_EXCEEDED' } });
  });

  it('lets the deadline stand still while a question is open, and run on afterwards', async () => {
    const asking = await startScript(
      `${READY} const { id } = receive(); call(1, { op: 'ask' }); send('result', id, { status: 'delivered' }, Buffer.from('{}')); receive(); call(1, { op: 'ask' }); for (;;);`,
    );
    // Another process that is killed at a later deadline is the event that the person answers at.
    const later = async () =>
      (await startScript(`${READY} receive(); for (;;);`)).run(
        job(600),
        NO_ARGS,
        recordingSeam(),
        NEVER_ABORTED,
      );
    const seam: HostCallSeam = {
      ...recordingSeam(),
      async call() {
        await later();
        return { header: { askError: 'timed-out', time } };
      },
    };
    expect(await asking.run(job(400), NO_ARGS, seam, NEVER_ABORTED)).toMatchObject({ ok: true });
    expect(await asking.run(job(400), NO_ARGS, seam, NEVER_ABORTED)).toMatchObject({
      ok: false,
      error: { code: 'KAMI_DEADLINE_EXCEEDED' },
    });
  });

  it('kills at the deadline of a load and of a make', async () => {
    const loading = await startScript(`${READY} receive(); for (;;);`);
    expect(await loading.load(LOAD, new Uint8Array(8), 100)).toMatchObject({
      error: { code: 'KAMI_DEADLINE_EXCEEDED' },
    });
    const making = await startScript(`${READY} receive(); for (;;);`);
    expect(await making.make(MAKE, recordingSeam(), 100)).toMatchObject({
      error: { code: 'KAMI_DEADLINE_EXCEEDED' },
    });
  });

  it('cancels: the guest has its grace, no result is given, and the process ends', async () => {
    const executor = await startScript(
      `${READY} const m = receive(); call(1, { op: 'cancelled' }); send('result', m.id, { status: 'delivered' }); receive();`,
    );
    const caller = new AbortController();
    const seam = {
      ...recordingSeam(),
      call: () => {
        caller.abort();
        return Promise.resolve({
          header: { ok: 'cancelled' as const, value: true, time: { wallMicros: 1, monotonicNanos: '1' } },
        });
      },
    };
    const result = await executor.run(job(), NO_ARGS, seam, caller.signal);
    expect(result).toMatchObject({ ok: false, error: { code: 'KAMI_CANCELLED' } });
    expect(executor.alive).toBe(false);
    await executor.kill();
  });

  it('cancels: a guest that does not look is killed after the grace', async () => {
    const executor = await startScript(`${READY} receive(); for (;;);`);
    const caller = new AbortController();
    const started = performance.now();
    const running = executor.run(job(60_000), NO_ARGS, recordingSeam(), caller.signal);
    caller.abort();
    expect(await running).toMatchObject({ ok: false, error: { code: 'KAMI_CANCELLED' } });
    expect(performance.now() - started).toBeGreaterThan(190);
  });

  it('does not run a call that was withdrawn before', async () => {
    const executor = await startScript(ECHO);
    expect(await executor.run(job(), NO_ARGS, recordingSeam(), AbortSignal.abort())).toMatchObject({
      error: { code: 'KAMI_CANCELLED' },
    });
    expect(executor.alive).toBe(false);
  });

  it('reports a process that was killed from outside (66), and one that ended by itself', async () => {
    const killed = await startScript(`${READY} receive(); call(1, { op: 'cancelled' }); receive();`);
    const seam = {
      ...recordingSeam(),
      call: () => {
        process.kill(killed.pid, 'SIGKILL');
        return new Promise<never>(() => {});
      },
    };
    expect(await killed.run(job(), NO_ARGS, seam, NEVER_ABORTED)).toMatchObject({
      error: { code: 'KAMI_EXECUTOR_FAULT', message: 'The executor ended unexpectedly (signal SIGKILL).' },
    });
    const ended = await startScript(`${READY} receive(); process.exit(3);`);
    expect(await ended.run(job(), NO_ARGS, recordingSeam(), NEVER_ABORTED)).toMatchObject({
      error: { code: 'KAMI_EXECUTOR_FAULT', message: 'The executor ended unexpectedly (exit code 3).' },
    });
    expect(await ended.load(LOAD, NO_ARGS, 100)).toMatchObject({ error: { code: 'KAMI_EXECUTOR_FAULT' } });
  });

  it('counts the processor time of a whole life as a limit', async () => {
    const executor = await startScript(`${READY} receive(); for (;;);`, { cpuSeconds: 1 });
    expect(await executor.run(job(15_000), NO_ARGS, recordingSeam(), NEVER_ABORTED)).toMatchObject({
      error: {
        code: 'KAMI_DEADLINE_EXCEEDED',
        message: 'The executor was killed: it used up its processor time.',
      },
    });
  });

  it('is not waited for beyond the deadline that is set for its start', async () => {
    const started = await tryAny('setInterval(() => undefined, 1000);', { walls, startupDeadlineMs: 300 });
    expect(started).toMatchObject({
      ok: false,
      error: {
        message: 'The executor did not start. The executor was killed at its deadline of 300 ms.',
      },
    });
  });

  it('reads a fault that is written just before the end', async () => {
    expect(
      await tryScript(
        `send('fault', 0, { stage: 'self-test', message: 'a file could be opened' }); process.exit(1);`,
      ),
    ).toMatchObject({
      ok: false,
      error: {
        code: 'KAMI_EXECUTOR_FAULT',
        message: 'The executor did not start. Its self-test failed: a file could be opened.',
      },
    });
  });

  it('gives a fault of load or make as a broken tool, and the process stays', async () => {
    const executor = await startScript(`${READY}
      receive(); send('fault', 0, { stage: 'load', message: 'no such export' });
      receive(); send('fault', 0, { stage: 'make', message: 'trap: unreachable' });
      receive();`);
    expect(await executor.load(LOAD, NO_ARGS, 1000)).toMatchObject({
      error: { code: 'KAMI_TOOL_BROKEN', message: 'The component could not be loaded: no such export.' },
    });
    expect(await executor.make(MAKE, recordingSeam(), 1000)).toMatchObject({
      error: { code: 'KAMI_TOOL_BROKEN' },
    });
    expect(executor.alive).toBe(true);
    await executor.kill();
  });

  it('ends what is open when it is killed, twice without harm', async () => {
    const executor = await startScript(`${READY} receive(); for (;;);`);
    const running = executor.run(job(), NO_ARGS, recordingSeam(), NEVER_ABORTED);
    await Promise.all([executor.kill(), executor.kill()]);
    expect(await running).toMatchObject({
      error: { code: 'KAMI_EXECUTOR_FAULT', message: 'The executor was ended.' },
    });
    await executor.kill();
    await untilGone(executor.pid);
  });

  it('tells how a process died that is ended before its death was told', async () => {
    const executor = await startScript(`${READY} receive(); for (;;);`);
    const running = executor.run(job(150), NO_ARGS, recordingSeam(), NEVER_ABORTED);
    while (executor.alive) await setImmediate();
    await executor.kill();
    expect(await running).toMatchObject({ error: { code: 'KAMI_DEADLINE_EXCEEDED' } });
  });

  it('reports a defect of the host in a host call', async () => {
    const executor = await startScript(`${READY} receive(); call(1, { op: 'cancelled' }); receive();`);
    const seam = { ...recordingSeam(), call: () => Promise.reject(new Error('defect')) };
    expect(await executor.run(job(), NO_ARGS, seam, NEVER_ABORTED)).toMatchObject({
      error: { code: 'KAMI_INTERNAL' },
    });
  });
});
