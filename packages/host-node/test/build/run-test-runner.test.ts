import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { runTestRunner } from '../../src/build/index.ts';

const folder = tmpdir();

describe('runTestRunner', () => {
  it('runs in the folder with what is added to the environment, and gives the exit code', async () => {
    const code = `process.exitCode = process.env.ADDED === 'yes' && process.cwd() === process.env.EXPECTED ? 7 : 3`;
    const run = { args: ['-e', code], folder, env: { ADDED: 'yes', EXPECTED: folder } };
    expect(await runTestRunner(run, new AbortController().signal)).toEqual({ ok: true, value: 7 });
  });

  it('is ended on abort, and not begun after it', async () => {
    const stopping = new AbortController();
    const run = { args: ['-e', 'setInterval(() => 0, 1000)'], folder, env: {} };
    const running = runTestRunner(run, stopping.signal);
    stopping.abort();
    expect(await running).toMatchObject({ ok: false, error: { code: 'KAMI_CANCELLED' } });
    expect(await runTestRunner(run, stopping.signal)).toMatchObject({
      ok: false,
      error: { code: 'KAMI_CANCELLED' },
    });
  });
});
