import {
  chmodSync,
  chownSync,
  closeSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openOwnFile, replaceOwnFile } from '../../src/chunks/own-file.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kami-own-'));
  path = join(folder, 'a', 'b', 'file');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The text of the file, where it may be used. */
function read(): string | undefined {
  const file = openOwnFile(path);
  if (file === undefined) return undefined;
  try {
    expect(file.size).toBe(statSync(path).size);
    return readFileSync(file.descriptor, 'utf8');
  } finally {
    closeSync(file.descriptor);
  }
}

describe('openOwnFile', () => {
  it('opens what was written, and nothing where there is none', () => {
    expect(read()).toBeUndefined();
    replaceOwnFile(path, Buffer.from('text'));
    expect(read()).toBe('text');
  });

  it('opens nothing that others may write', () => {
    replaceOwnFile(path, Buffer.from('text'));
    for (const mode of [0o620, 0o602, 0o666]) {
      chmodSync(path, mode);
      expect(read()).toBeUndefined();
    }
    chmodSync(path, 0o644);
    expect(read()).toBe('text');
  });

  it.runIf(process.getuid?.() === 0)("opens nothing of somebody else's", () => {
    replaceOwnFile(path, Buffer.from('text'));
    chownSync(path, 12345, 12345);
    expect(read()).toBeUndefined();
  });
});

describe('replaceOwnFile', () => {
  it('writes for the owner alone, whole, and leaves nothing beside it', () => {
    replaceOwnFile(path, Buffer.from('first, which is longer'));
    replaceOwnFile(path, Buffer.from('second'));
    expect(readFileSync(path, 'utf8')).toBe('second');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    expect(readdirSync(dirname(path))).toEqual(['file']);
  });

  it('does nothing where it cannot be written', () => {
    writeFileSync(join(folder, 'a'), '');
    expect(() => replaceOwnFile(path, Buffer.from('text'))).not.toThrow();
    expect(read()).toBeUndefined();
  });
});
