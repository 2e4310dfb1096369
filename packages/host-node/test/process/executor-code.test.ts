import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'rolldown';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keepExecutorCode } from '../../src/process/executor-code.ts';
import { spawnProcess } from '../../src/launch/spawn-process.ts';
import { executorCommand } from '../../src/launch/executor-command.ts';

const BODY = `exports.none = 1; const fs = require('node:fs');
function answer() { return 'größe ' + (${'1 + '.repeat(50)}0); }
fs.writeSync(3, answer() + (typeof process.permission));`;
let folder: string;
let entry: URL;
let body: URL;
let code: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kami-boot-'));
  await build({
    input: { boot: new URL('../../src/executor/boot.ts', import.meta.url).pathname },
    platform: 'node',
    output: { dir: folder, format: 'cjs', entryFileNames: '[name].cjs' },
  });
  entry = pathToFileURL(join(folder, 'boot.cjs'));
  body = pathToFileURL(join(folder, 'body.cjs'));
  code = join(folder, 'cache', 'body.code');
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  rmSync(join(folder, 'cache'), { recursive: true, force: true });
  writeFileSync(body, BODY);
});

/** What the program writes to the host when it is started as executors are. */
function started(walls: 'auto' | 'process' = 'process'): Promise<string> {
  const child = spawnProcess(executorCommand({ entry, body, code, walls }), false);
  const { promise, resolve } = Promise.withResolvers<string>();
  let text = '';
  child.stdio[3]?.on('data', (part: Buffer) => (text += part.toString()));
  child.on('close', () => resolve(text));
  return promise;
}

describe('the first program of an executor', () => {
  it.each(['auto', 'process'] as const)('runs the body with and without code, walls %s', async (walls) => {
    expect(await started(walls)).toBe('größe 50object');
    await keepExecutorCode({ entry, body, code });
    expect(statSync(code).mode & 0o777).toBe(0o600);
    expect(await started(walls)).toBe('größe 50object');
  });

  it('never takes code for another source of the same length', async () => {
    await keepExecutorCode({ entry, body, code });
    writeFileSync(body, BODY.replace('größe', 'klein'));
    expect(await started()).toBe('klein 50object');
  });

  it.each([
    ['empty', Buffer.alloc(0)],
    ['cut', Buffer.from([255, 255])],
    ['of a length beyond its end', Buffer.from([255, 255, 255, 255, 0])],
  ])('leaves aside a file that is %s', async (_what, bytes) => {
    await keepExecutorCode({ entry, body, code });
    writeFileSync(code, bytes);
    expect(await started()).toBe('größe 50object');
  });

  it('leaves aside broken code, and code that others may write', async () => {
    await keepExecutorCode({ entry, body, code });
    const kept = readFileSync(code);
    writeFileSync(code, Buffer.concat([kept.subarray(0, 4 + Buffer.byteLength(BODY)), Buffer.alloc(100, 7)]));
    expect(await started()).toBe('größe 50object');
    writeFileSync(code, kept);
    chmodSync(code, 0o666);
    expect(await started()).toBe('größe 50object');
  });

  it('starts where a folder or a pipe is in the place of the code', async () => {
    mkdirSync(code, { recursive: true });
    expect(await started()).toBe('größe 50object');
    rmSync(code, { recursive: true });
    execFileSync('mkfifo', ['-m', '600', code]);
    expect(await started()).toBe('größe 50object');
  });

  it('starts nothing where the body is gone', async () => {
    rmSync(body);
    expect(await started()).toBe('');
  });
});

describe('keepExecutorCode', () => {
  it('makes code, and again for another body', async () => {
    await keepExecutorCode({ entry, body, code });
    const { length } = readFileSync(code);
    expect(length).toBeGreaterThan(BODY.length + 500);
    writeFileSync(body, `${BODY}\nfunction more() {}`);
    await keepExecutorCode({ entry, body, code });
    expect(readFileSync(code).length).toBeGreaterThan(length);
  });

  it('makes code anew in the place of what executors do not take, and only then', async () => {
    await keepExecutorCode({ entry, body, code });
    const { ino } = statSync(code);
    await keepExecutorCode({ entry, body, code });
    expect(statSync(code).ino).toBe(ino);
    const other = BODY.replace('größe', 'klein');
    writeFileSync(body, other);
    await keepExecutorCode({ entry, body, code });
    expect(readFileSync(code).includes(other)).toBe(true);
    chmodSync(code, 0o666);
    await keepExecutorCode({ entry, body, code });
    expect(statSync(code).mode & 0o777).toBe(0o600);
  });

  it('keeps nothing where the body is no program or the folder cannot be made', async () => {
    writeFileSync(body, 'this is no JavaScript');
    await keepExecutorCode({ entry, body, code });
    expect(existsSync(code)).toBe(false);
    writeFileSync(body, BODY);
    rmSync(join(folder, 'cache'), { recursive: true });
    writeFileSync(join(folder, 'cache'), '');
    await keepExecutorCode({ entry, body, code });
    expect(statSync(join(folder, 'cache')).size).toBe(0);
  });
});
