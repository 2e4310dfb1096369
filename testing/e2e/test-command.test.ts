import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it, vi } from 'vitest';

import { startTestHost } from '../../packages/guest/src/testing/test-host-process.ts';
import { guestPath } from '../guests/index.ts';
import { kamiProgram, makeTestHome, runProgram } from './kami.ts';
import { makeProjectFolder } from './project-folder.ts';
import { makeToolFolder } from './tool-folder.ts';

const home = makeTestHome();
const environment = { ...home.env, KAMI_TEST_CACHE: join(home.path, '..', 'cache') };

afterAll(() => {
  home[Symbol.dispose]();
});

describe('kami test-host', { timeout: 60_000 }, () => {
  it('answers a malformed line, goes on, and ends with its input, the tools it had open too', async () => {
    const folder = makeToolFolder(home, 'echo', []);
    const open = { op: 'open', id: 7, folder, requested: true, grants: [], config: {}, secrets: {} };
    const lines = [
      'no JSON',
      '{"op":"call","id":1,"id":2,"tool":1,"args":{}}',
      JSON.stringify({ op: 'call', id: 3, tool: 9, args: {} }),
      JSON.stringify({ ...open, http: { mode: 'live' }, limits: {} }),
    ];
    const { stdout, code } = await runProgram(
      [kamiProgram, 'test-host'],
      environment,
      `${lines.join('\n')}\n`,
    );
    const [hello, ...answers] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(hello).toMatchObject({ kamiTestHost: 1 });
    expect(answers).toMatchObject([
      { id: null, error: { code: 'KAMI_USAGE', message: expect.stringContaining('not JSON') as string } },
      { id: null, error: { message: expect.stringContaining('a key twice') as string } },
      { id: 3, error: { message: 'The tool is not open.' } },
      { id: 7, ok: { tool: 1, functions: ['echo'] } },
    ]);
    expect(code).toBe(0);
  });

  it('that is killed in the middle of a call fails it, and says so', async () => {
    const folder = makeToolFolder(home, 'spin', []);
    vi.stubEnv('KAMI_TEST_CACHE', environment.KAMI_TEST_CACHE);
    const host = startTestHost({ program: execPath, args: [kamiProgram] });
    const world = { grants: [], config: {}, secrets: {}, http: { mode: 'live' }, limits: {} };
    await host.ask({ op: 'open', folder, requested: true, ...world });
    const call = host.ask({ op: 'call', tool: 1, args: {} });
    // The answer to what was asked later: the call has begun.
    await host.ask({ op: 'cancel', call: 99 });
    if (host.pid !== undefined) process.kill(host.pid, 'SIGKILL');
    await expect(call).rejects.toMatchObject({
      code: 'TEST_HOST_FAILED',
      message: expect.stringContaining('SIGKILL') as string,
    });
    expect(host.alive).toBe(false);
  });
});

describe('kami test', { timeout: 120_000 }, () => {
  it('builds a project and runs its tests with the vitest of its packages; says what is missing', async () => {
    const folder = makeProjectFolder(home, 'tested', `cp ${guestPath('say')} dist/tool.wasm`);
    const test = ["import { expect, it } from 'vitest';", "import { openTool } from '@kami/guest/testing';"];
    test.push(
      "it('says', async () => {",
      '  await using tool = await openTool();',
      "  const result = await tool.call({ text: 'hello' });",
      "  expect(result.text).toBe(process.env.EXPECTED ?? 'hello');",
      '  expect(result).toMatchSnapshot();',
      '});',
    );
    mkdirSync(join(folder, 'test'));
    writeFileSync(join(folder, 'test', 'tool.test.ts'), test.join('\n'));
    const run = async (args: readonly string[], more: Record<string, string> = {}) =>
      runProgram([kamiProgram, 'test', ...args], { ...environment, ...more }, '', folder);

    const without = await run([]);
    expect(without.stderr).toContain('npm install --save-dev vitest');
    expect(without.code).toBe(2);
    installPackages(folder);
    const passed = await run([]);
    expect(passed.stderr).toContain('built tested 1.0.0  dist/tool.wasm');
    expect(passed.stdout).toContain('1 passed');
    expect(passed.code).toBe(0);
    const snapshot = join(folder, 'test', '__snapshots__', 'tool.test.ts.snap');
    expect(readFileSync(snapshot, 'utf8')).not.toContain('durationMs');
    const failed = await run(['--no-build', '--', 'tool'], { EXPECTED: 'other', CI: '1' });
    expect(failed.stdout + failed.stderr).toContain("expected 'hello' to be 'other'");
    expect(failed.code).toBe(1);
    expect((await run(['.', 'tool'])).stderr).toContain('tool is for the test runner: write it after --');
  });
});

/** Puts vitest and the SDK as it is published into a project. */
function installPackages(folder: string): void {
  const packages = join(folder, 'node_modules');
  mkdirSync(join(packages, '@kami', 'guest'), { recursive: true });
  const vitest = dirname(createRequire(import.meta.url).resolve('vitest/package.json'));
  symlinkSync(vitest, join(packages, 'vitest'));
  const guest = fileURLToPath(new URL('../../packages/guest', import.meta.url));
  const { publishConfig, ...manifest } = JSON.parse(readFileSync(join(guest, 'package.json'), 'utf8')) as {
    readonly publishConfig: { readonly exports: object };
  };
  const { exports } = publishConfig;
  writeFileSync(join(packages, '@kami', 'guest', 'package.json'), JSON.stringify({ ...manifest, exports }));
  symlinkSync(join(guest, 'dist'), join(packages, '@kami', 'guest', 'dist'));
}
