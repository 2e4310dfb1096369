import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findTestRunner } from '../../src/testing/find-test-runner.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'kami-runner-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text = ''): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

describe('findTestRunner', () => {
  it('takes the vitest of the folder, or of one above', () => {
    const vitest = write('node_modules/vitest/vitest.mjs');
    mkdirSync(join(folder, 'tools', 'a'), { recursive: true });
    expect(findTestRunner(join(folder, 'tools', 'a'), false)).toEqual({ ok: true, value: [vitest, 'run'] });
    expect(findTestRunner(folder, true)).toEqual({ ok: true, value: [vitest, 'watch'] });
  });

  it.each(['test/forecast.ts', 'src/tool.test.mjs', 'test-tool.js', 'src/test.cts'])(
    'takes Node’s own runner for %s where there is no vitest',
    (path) => {
      write(path, "import { test } from 'node:test';");
      expect(findTestRunner(folder, false)).toEqual({ ok: true, value: ['--test'] });
      expect(findTestRunner(folder, true)).toEqual({ ok: true, value: ['--test', '--watch'] });
    },
  );

  it('refuses what is no folder', () => {
    for (const path of [join(folder, 'gone'), write('a.test.js')])
      expect(findTestRunner(path, false)).toMatchObject({
        ok: false,
        error: { code: 'KAMI_SOURCE_UNREADABLE', message: `${JSON.stringify(path)} is not a folder.` },
      });
  });

  it('says what to install for tests of vitest, and where there are none', () => {
    write('node_modules/a/test/a.js');
    write('dist/a.test.js');
    write('src/tool.ts');
    expect(findTestRunner(folder, false)).toMatchObject({
      ok: false,
      error: { code: 'KAMI_USAGE', hint: expect.stringContaining('npm install --save-dev vitest') as string },
    });
    write('test/tool.test.ts', "import { it } from 'vitest';");
    expect(findTestRunner(folder, false)).toMatchObject({
      ok: false,
      error: { message: 'test/tool.test.ts is a test for vitest, which is not installed.' },
    });
  });
});
