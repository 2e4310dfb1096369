import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VERSION } from '../../src/version.ts';

const source = JSON.stringify(new URL('../../src/compose/load-command.ts', import.meta.url).href);
const engine = `${VERSION}-${process.version}-${process.arch}`;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kami-command-'));
  const entry = JSON.stringify(pathToFileURL(join(folder, 'kami.cjs')).href);
  writeFileSync(
    join(folder, 'main.mjs'),
    `import { loadCommand } from ${source};
    try { console.log(loadCommand(${entry}, 'command.cjs').main()); } catch (error) { console.log(error.message); }`,
  );
  writeFileSync(
    join(folder, 'command.cjs'),
    `const crypto = require('node:crypto'); exports.main = () => 'main ' + crypto.hash('md5', '').length;`,
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What a start prints. Its compiled code goes to the folder `code`. */
function started(words: readonly string[], flags: readonly string[] = [], env = {}): string {
  return execFileSync(process.execPath, [...flags, join(folder, 'main.mjs'), ...words], {
    encoding: 'utf8',
    env: { NODE_COMPILE_CACHE: join(folder, 'code'), ...env },
  }).trim();
}

function keptCode(): readonly string[] {
  return readdirSync(join(folder, 'code')).filter((name) => name.endsWith('.code'));
}

describe('loadCommand', () => {
  it('loads the command, and keeps its code by kind of command and flags of the engine', () => {
    expect(started(['run'])).toBe('main 32');
    expect(keptCode()).toEqual([`run-${engine}.code`]);
    expect(started(['serve'])).toBe('main 32');
    expect(started(['list'])).toBe('main 32');
    expect(started(['run'], ['--disallow-code-generation-from-strings'])).toBe('main 32');
    const names = [`other-${engine}`, `run-${engine}`, `run-${engine}-no-code-from-text`, `serve-${engine}`];
    expect(new Set(keptCode())).toEqual(new Set(names.map((name) => `${name}.code`)));
  });

  it('keeps one file whatever else Node is started with', () => {
    expect(started(['run'], ['--no-warnings', '--require', 'node:fs'])).toBe('main 32');
    expect(keptCode()).toEqual([`run-${engine}.code`]);
  });

  it('keeps nothing where Node is told to keep nothing', () => {
    expect(started(['run'], [], { NODE_DISABLE_COMPILE_CACHE: '1' })).toBe('main 32');
    expect(existsSync(join(folder, 'code'))).toBe(false);
  });

  it('refuses a chunk that is not the command', () => {
    writeFileSync(join(folder, 'command.cjs'), 'exports.other = 1;');
    expect(started(['run'])).toBe('command.cjs is not the command');
  });
});
