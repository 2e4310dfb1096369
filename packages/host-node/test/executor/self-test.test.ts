import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kami-self-test-'));
  await build({
    input: { test: new URL('../../src/executor/self-test.ts', import.meta.url).pathname },
    platform: 'node',
    output: {
      dir: folder,
      format: 'cjs',
      entryFileNames: '[name].cjs',
      footer: 'console.log(String(selfTest()));',
    },
  });
});
afterAll(() => rm(folder, { recursive: true }));

async function selfTestUnder(...flags: readonly string[]): Promise<string> {
  return (await run(process.execPath, ['--no-warnings', ...flags, join(folder, 'test.cjs')])).stdout.trim();
}

describe('selfTest', () => {
  it('holds without any permission', async () => {
    expect(await selfTestUnder('--permission')).toBe('undefined');
  });

  it.each([
    [[], 'do everything'],
    [['--permission', '--allow-fs-read=*'], 'read all files'],
    [['--permission', '--allow-fs-write=*'], 'write all files'],
    [['--permission', '--allow-child-process'], 'start a process'],
    [['--permission', '--allow-worker'], 'start a thread'],
    [['--permission', '--allow-net'], 'open a socket'],
    [['--permission', '--allow-inspector'], 'be debugged'],
    [['--permission', '--allow-addons'], 'load native code'],
    [['--permission', '--allow-wasi'], "use Node's WASI"],
    [['--permission', '--allow-ffi'], 'call native code'],
    [['--permission', '--allow-fs-read=/'], 'open a file'],
  ])('with %j says that it can %s', async (flags, what) => {
    expect(await selfTestUnder(...flags)).toBe(
      `this process can ${what}: the permission model does not hold`,
    );
  });
});
