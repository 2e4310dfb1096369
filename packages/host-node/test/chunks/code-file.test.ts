import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepCode, readCode } from '../../src/chunks/code-file.ts';
import { canReplaceOwnFile, openOwnFile } from '../../src/chunks/own-file.ts';

let folder: string;
let path: string;
const code = new Map([
  ['a.cjs', Buffer.from('first')],
  ['b.cjs', Buffer.alloc(0)],
  ['c.cjs', Buffer.from([0, 255, 7])],
]);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kami-code-'));
  path = join(folder, 'kami', 'code', 'run.code');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('readCode', () => {
  it('gives what was kept, byte for byte', () => {
    keepCode(path, code);
    expect([...readCode(path)]).toEqual([...code]);
  });

  it('gives nothing where there is no file', () => {
    expect(readCode(path).size).toBe(0);
  });

  it('leaves aside a file that others may write', () => {
    keepCode(path, code);
    for (const mode of [0o620, 0o602, 0o666]) {
      chmodSync(path, mode);
      expect(readCode(path).size).toBe(0);
    }
    chmodSync(path, 0o600);
    expect(readCode(path).size).toBe(3);
  });

  it.runIf(process.getuid?.() === 0)("leaves aside somebody else's file", async () => {
    keepCode(path, code);
    const { chownSync } = await import('node:fs');
    chownSync(path, 12345, 12345);
    expect(readCode(path).size).toBe(0);
  });

  it('neither waits for nor reads what is no file, or too large for one', () => {
    keepCode(path, code);
    const kept = readFileSync(path);
    truncateSync(path, 64 * 1024 * 1024 + 1);
    expect(openOwnFile(path)).toBeUndefined();
    rmSync(path);
    mkdirSync(path);
    expect(openOwnFile(path)).toBeUndefined();
    rmSync(path, { recursive: true });
    execFileSync('mkfifo', ['-m', '600', path]);
    expect(openOwnFile(path)).toBeUndefined();
    rmSync(path);
    writeFileSync(path, kept);
    expect(readCode(path).size).toBe(3);
  });

  it('never gives part of a damaged file', () => {
    keepCode(path, code);
    const whole = readFileSync(path);
    for (let length = 0; length < whole.length; length += 1) {
      writeFileSync(path, whole.subarray(0, length));
      expect(readCode(path).size).toBe(0);
    }
    writeFileSync(path, Buffer.concat([whole, Buffer.from('x')]));
    expect(readCode(path).size).toBe(0);
  });

  it('takes any bytes without throwing', () => {
    keepCode(path, code);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, hasMagic) => {
        writeFileSync(path, hasMagic ? Buffer.concat([Buffer.from('KAMICC01'), bytes]) : bytes);
        expect(readCode(path)).toBeInstanceOf(Map);
      }),
    );
  });
});

describe('keepCode', () => {
  it('keeps it for the owner alone, without leaving anything beside it', () => {
    keepCode(path, code);
    keepCode(path, new Map([['a.cjs', Buffer.from('second')]]));
    expect(readCode(path).get('a.cjs')?.toString()).toBe('second');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    expect(readdirSync(dirname(path))).toEqual(['run.code']);
  });

  it('does nothing where it cannot be kept', () => {
    writeFileSync(join(folder, 'kami'), '');
    expect(() => keepCode(path, code)).not.toThrow();
    expect(readCode(path).size).toBe(0);
  });
});

describe('canReplaceOwnFile', () => {
  it('says whether the file can be kept, before there is one and after', () => {
    expect(canReplaceOwnFile(path)).toBe(true);
    keepCode(path, code);
    expect(canReplaceOwnFile(path)).toBe(true);
    expect(canReplaceOwnFile(dirname(path))).toBe(false);
    expect(canReplaceOwnFile(join(path, 'below'))).toBe(false);
  });
});
