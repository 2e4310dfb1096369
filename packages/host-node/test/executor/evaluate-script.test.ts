import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { NO_CODE, type CompiledCode } from '@kami/engine';

import { compileCode } from '../../src/prepare/compile-code.ts';

const SCRIPT = `(() => { function ${'f'.repeat(50)}() { return 6 * 7; } return ${'f'.repeat(50)}(); })()`;
const run = promisify(execFile);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kami-evaluate-'));
  await build({
    input: {
      evaluate: new URL('../../src/executor/evaluate-script.ts', import.meta.url).pathname,
      flags: new URL('../../src/executor/engine-flags.ts', import.meta.url).pathname,
    },
    platform: 'node',
    output: { dir: folder, format: 'esm', entryFileNames: '[name].mjs' },
  });
});
afterAll(() => rm(folder, { recursive: true }));

/** Evaluates in a process with the executor's flags, which has compiled nothing alike before. */
async function evaluate(
  script: string,
  code: CompiledCode,
  flags = 'setExecutorFlags();',
): Promise<{ stdout: string; stderr: string }> {
  const parts = JSON.stringify([script, code.tag, Buffer.from(code.script).toString('base64')]);
  const main = join(folder, 'main.mjs');
  await writeFile(
    main,
    `import { evaluateScript } from './evaluate.mjs';
    import { setExecutorFlags } from './flags.mjs';
    ${flags}
    const [script, tag, code] = ${parts};
    const bytes = Uint8Array.from(Buffer.from(code, 'base64'));
    console.log(evaluateScript('script', script, { tag, script: bytes, validators: new Uint8Array(0) }));`,
  );
  return run(process.execPath, ['--permission', `--allow-fs-read=${folder}`, main]);
}

function compiled(): CompiledCode {
  const code = compileCode({ script: SCRIPT, validators: '' });
  if (!code.ok) throw new Error(code.error.message);
  return code.value;
}

describe('evaluateScript', () => {
  it('takes the code of the same engine without a note', async () => {
    expect(await evaluate(SCRIPT, compiled())).toEqual({ stdout: '42\n', stderr: '' });
  });

  it('leaves code aside where the flags of executors are not set', async () => {
    expect((await evaluate(SCRIPT, compiled(), '')).stderr).toContain('is of another engine');
  });

  it.each<[string, string, () => CompiledCode]>([
    ['of another engine', SCRIPT, () => ({ ...compiled(), tag: 'v1 mips 0' })],
    ['of another script', SCRIPT.replace('6 * 7', '6 * 7.0'), compiled],
    ['that is broken', SCRIPT, () => ({ ...compiled(), script: new Uint8Array(64) })],
  ])('compiles instead of taking code %s, and notes it', async (_what, script, code) => {
    const { stdout, stderr } = await evaluate(script, code());
    expect(stdout).toBe('42\n');
    expect(stderr).toContain('The compiled code of the script is of another engine');
  });

  it('compiles where there is no code, without a note', async () => {
    expect(await evaluate(SCRIPT, NO_CODE)).toEqual({ stdout: '42\n', stderr: '' });
  });
});

describe('compileCode', () => {
  it('compiles every function, called or not', () => {
    const code = compiled();
    const text = Buffer.from(code.script).toString('latin1');
    expect(text).toContain('f'.repeat(50));
    expect(code.script.length).toBeGreaterThan(500);
    expect(code.validators.length).toBe(0);
  });

  it('refuses what is no JavaScript', () => {
    expect(compileCode({ script: '(() => {', validators: '' })).toMatchObject({
      ok: false,
      error: { code: 'KAMI_INTERNAL' },
    });
  });
});
