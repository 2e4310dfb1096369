import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createChunkLoader, type ChunkLoader } from '../../src/chunks/chunk-loader.ts';
import { keepCode, readCode } from '../../src/chunks/code-file.ts';

let folder: string;
let codeFile: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kami-chunks-'));
  codeFile = join(folder, 'kept.code');
});
afterEach(() => rmSync(folder, { recursive: true }));

function loader(file: string | undefined = codeFile): ChunkLoader {
  return createChunkLoader({ folder, codeFile: file, nodeRequire: createRequire(join(folder, 'x.cjs')) });
}

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

describe('createChunkLoader', () => {
  it('loads a chunk once, with others, with Node and its own place', () => {
    write(
      'one.cjs',
      `const two = require('./two.cjs'); exports.two = two; exports.file = __filename;
      exports.sep = require('node:path').sep; exports.folder = __dirname; exports.find = require.resolve('node:fs');`,
    );
    write('two.cjs', 'module.exports = { made: {} };');
    const chunks = loader();
    const one = chunks.load('one.cjs');
    expect(one).toMatchObject({
      two: { made: {} },
      file: join(folder, 'one.cjs'),
      sep: '/',
      folder,
      find: 'node:fs',
    });
    expect(chunks.load('one.cjs')).toBe(one);
    expect(chunks.load('two.cjs')).toBe((one as { two: object }).two);
  });

  it('gives chunks that need each other what is there already', () => {
    write('one.cjs', `exports.first = 1; exports.seen = require('./two.cjs').seen; exports.second = 2;`);
    write('two.cjs', `exports.seen = { ...require('./one.cjs') };`);
    expect(loader().load('one.cjs')).toEqual({ first: 1, seen: { first: 1 }, second: 2 });
  });

  it('loads a lazy module when something of it is first asked for', () => {
    write(
      'one.cjs',
      `const fs = require('node:fs'); const path = require('node:path');
      exports.basename = () => path.basename('/a/b'); exports.module = path; exports.isNode = fs === process.getBuiltinModule('node:fs');`,
    );
    const asked: string[] = [];
    const plain = createRequire(join(folder, 'x.cjs'));
    const nodeRequire = Object.assign((id: string): unknown => (asked.push(id), plain(id)), plain);
    const lazy = new Set(['node:path']);
    const one = createChunkLoader({ folder, codeFile, nodeRequire, lazy }).load('one.cjs') as {
      basename(): string;
      module: Record<string, unknown>;
      isNode: boolean;
    };
    expect(one.isNode).toBe(true);
    expect(asked).toEqual(['node:fs']);
    expect(one.basename()).toBe('b');
    expect(Object.keys(one.module)).toEqual(Object.keys(plain('node:path') as object));
    expect('join' in one.module && !('nothing' in one.module)).toBe(true);
    expect({ ...one.module }['join']).toBe(join);
    expect(asked).toEqual(['node:fs', 'node:path']);
  });

  it('throws what a chunk throws, and where one is missing', () => {
    write('bad.cjs', `throw new Error('no');`);
    write('wrong.cjs', `this is no JavaScript`);
    expect(() => loader().load('bad.cjs')).toThrow('no');
    expect(() => loader().load('wrong.cjs')).toThrow(SyntaxError);
    expect(() => loader().load('missing.cjs')).toThrow('ENOENT');
  });

  it('keeps functions that were called, and takes them again', () => {
    const body = Array.from({ length: 200 }, (_none, n) => `x += ${n};`).join(' ');
    write('one.cjs', `exports.sum = function () { let x = 0; ${body} return x; };`);
    const idle = loader();
    idle.load('one.cjs');
    idle.keep();
    const uncalled = readCode(codeFile).get('one.cjs')?.length ?? 0;
    rmSync(codeFile);
    const busy = loader();
    (busy.load('one.cjs') as { sum(): number }).sum();
    busy.keep();
    expect(readCode(codeFile).get('one.cjs')?.length).toBeGreaterThan(uncalled * 2);
    const kept = readFileSync(codeFile);
    const next = loader();
    expect((next.load('one.cjs') as { sum(): number }).sum()).toBe(19_900);
    next.keep();
    expect(readFileSync(codeFile)).toEqual(kept);
  });

  it('keeps more where it grows, and only then', () => {
    const body = Array.from({ length: 200 }, (_none, n) => `x += ${n};`).join(' ');
    write('one.cjs', `exports.sum = function () { let x = 0; ${body} return x; };`);
    const run = (grows: boolean, calls: boolean): number => {
      const chunks = createChunkLoader({
        folder,
        codeFile,
        grows,
        nodeRequire: createRequire(join(folder, 'x.cjs')),
      });
      const one = chunks.load('one.cjs') as { sum(): number };
      if (calls) one.sum();
      chunks.keep();
      return readCode(codeFile).get('one.cjs')?.length ?? 0;
    };
    const idle = run(true, false);
    expect(run(false, true)).toBe(idle);
    const busy = run(true, true);
    expect(busy).toBeGreaterThan(idle * 2);
    expect(run(true, false)).toBe(busy);
  });

  it('compiles anew where the code is of another text or broken, and keeps that', () => {
    write('one.cjs', 'exports.n = 1;');
    keepCode(codeFile, new Map([['one.cjs', Buffer.from('nonsense')]]));
    const chunks = loader();
    expect(chunks.load('one.cjs')).toEqual({ n: 1 });
    chunks.keep();
    expect(readCode(codeFile).get('one.cjs')?.toString()).not.toBe('nonsense');
  });

  it('keeps what other commands loaded, and forgets chunks that are gone', () => {
    write('one.cjs', 'exports.n = 1;');
    write('two.cjs', 'exports.n = 2;');
    const code = Buffer.from('code');
    keepCode(
      codeFile,
      new Map([
        ['two.cjs', code],
        ['gone.cjs', code],
      ]),
    );
    const chunks = loader();
    chunks.load('one.cjs');
    chunks.keep();
    expect([...readCode(codeFile).keys()].sort()).toEqual(['one.cjs', 'two.cjs']);
  });

  it('keeps what another process kept meanwhile', () => {
    write('one.cjs', 'exports.n = 1;');
    write('two.cjs', 'exports.n = 2;');
    const [first, second] = [loader(), loader()];
    first.load('one.cjs');
    second.load('two.cjs');
    first.keep();
    second.keep();
    expect([...readCode(codeFile).keys()].sort()).toEqual(['one.cjs', 'two.cjs']);
  });

  it('keeps nothing where there is no place for it', () => {
    write('one.cjs', 'exports.n = 1;');
    const chunks = createChunkLoader({
      folder,
      codeFile: undefined,
      nodeRequire: createRequire(join(folder, 'x.cjs')),
    });
    expect(chunks.load('one.cjs')).toEqual({ n: 1 });
    chunks.keep();
    expect(existsSync(codeFile)).toBe(false);
  });
});
