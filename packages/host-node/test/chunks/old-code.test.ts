import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepCode } from '../../src/chunks/code-file.ts';
import { removeOldCode } from '../../src/chunks/old-code.ts';

const DAY_MS: number = 24 * 60 * 60 * 1000;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kami-old-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function writeAged(name: string, days: number): void {
  const written = new Date(Date.now() - days * DAY_MS);
  writeFileSync(join(folder, name), '');
  utimesSync(join(folder, name), written, written);
}

describe('removeOldCode', () => {
  it('removes old code and unfinished files of it, and nothing else', () => {
    writeAged('run-0.1.0-v26.10.0-x64.code', 31);
    writeAged('executor-0.1.0-1-v26.10.0-x64.code', 31);
    writeAged('serve-0.1.0-v26.10.0-x64.code.4711', 31);
    writeAged('other-0.1.0-v26.10.0-x64.code', 29);
    writeAged('notes.code', 31);
    writeAged('run-notes.txt', 31);
    mkdirSync(join(folder, 'v26.10.0-x64'));
    removeOldCode(folder, Date.now());
    expect(readdirSync(folder).sort()).toEqual([
      'notes.code',
      'other-0.1.0-v26.10.0-x64.code',
      'run-notes.txt',
      'v26.10.0-x64',
    ]);
  });

  it('leaves folders and links, and goes on behind them', () => {
    const name = 'other-0.1.0-v26.10.0-x64.code';
    mkdirSync(join(folder, name));
    symlinkSync(join(folder, 'missing'), join(folder, `${name}.1`));
    writeAged('run-0.1.0-v26.10.0-x64.code', 31);
    removeOldCode(folder, Date.now() + 31 * DAY_MS);
    expect(readdirSync(folder).sort()).toEqual([name, `${name}.1`]);
    expect(() => removeOldCode(join(folder, 'missing'), Date.now())).not.toThrow();
  });

  it('is done when code is kept', () => {
    writeAged('run-0.0.9-v26.10.0-x64.code', 31);
    keepCode(join(folder, 'run-0.1.0-v26.10.0-x64.code'), new Map());
    expect(readdirSync(folder)).toEqual(['run-0.1.0-v26.10.0-x64.code']);
  });
});
