import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { executorProgram } from '../../src/compose/executor-program.ts';
import { programFiles } from '../../src/compose/program-files.ts';
import { VERSION } from '../../src/version.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kami-program-'));
  writeFileSync(join(folder, 'executor-body.cjs'), '12345');
  vi.stubEnv('NODE_COMPILE_CACHE', '/code');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

describe('executorProgram', () => {
  it('names the code by what it is made of, and none where none is kept', () => {
    const files = programFiles(pathToFileURL(join(folder, 'kami.cjs')).href);
    expect(executorProgram(files)).toEqual({
      entry: files.executor,
      body: files.executorBody,
      code: join('/code', `executor-${VERSION}-5-${process.version}-${process.arch}.code`),
    });
    vi.stubEnv('NODE_DISABLE_COMPILE_CACHE', '1');
    expect(executorProgram(files).code).toBeUndefined();
  });
});
