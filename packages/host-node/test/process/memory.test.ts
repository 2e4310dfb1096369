import { describe, expect, it } from 'vitest';
import {
  job,
  LOAD,
  MAKE,
  NEVER_ABORTED,
  NO_ARGS,
  recordingSeam,
  startScript,
  WALL_SETTINGS,
} from './scripted-executor.ts';

/** Takes 8 MB more every millisecond, up to 1 GB, outside of WebAssembly. */
const GROW = `const kept = []; for (;;) {
  if (kept.length < 125) kept.push(Buffer.alloc(8_000_000, 1));
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}`;
const READY = `send('ready', 0); receive(); send('loaded', 0);`;
const load = { ...LOAD, maxMemoryPages: 16 * 100 };
const exceeded = {
  ok: false,
  error: {
    code: 'KAMI_MEMORY_EXCEEDED',
    blame: 'limit',
    message: 'The executor was killed: its process took more than 300 MiB of memory.',
    data: { limitMb: 300 },
  },
};

describe.each(WALL_SETTINGS)(
  'an executor that takes more memory than its tool’s limit and the allowance, walls %s',
  (walls) => {
    const ALLOWED = { memoryAllowanceMb: 200, walls };
    it('is killed while it runs a job, and the error says so', async () => {
      const executor = await startScript(`${READY} receive(); ${GROW}`, ALLOWED);
      expect(await executor.load(load, NO_ARGS, 10_000)).toMatchObject({ ok: true });
      expect(await executor.run(job(60_000), NO_ARGS, recordingSeam(), NEVER_ABORTED)).toMatchObject(
        exceeded,
      );
      expect(executor.alive).toBe(false);
    });

    it('is killed while it loads or makes an instance', async () => {
      const loading = await startScript(`send('ready', 0); receive(); ${GROW}`, ALLOWED);
      expect(await loading.load(load, NO_ARGS, 60_000)).toMatchObject(exceeded);
      const making = await startScript(`${READY} receive(); ${GROW}`, ALLOWED);
      await making.load(load, NO_ARGS, 10_000);
      expect(await making.make(MAKE, recordingSeam(), 60_000)).toMatchObject(exceeded);
    });

    it('is left alone within them', async () => {
      const within = `const kept = Buffer.alloc(200_000_000, 1); const job = receive();
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
      send('result', job.id, { status: 'delivered' }, Buffer.from([kept[9]])); receive();`;
      const executor = await startScript(READY + within, ALLOWED);
      await executor.load(load, NO_ARGS, 10_000);
      const result = await executor.run(job(60_000), NO_ARGS, recordingSeam(), NEVER_ABORTED);
      expect(result).toMatchObject({ ok: true });
      await executor.kill();
    });
  },
);
