import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type GuestName, guestPath } from '../guests/index.ts';
import { readHomeState } from './home-state.ts';
import { makeTestHome } from './kami.ts';
import { makeToolFolder } from './tool-folder.ts';

const home = makeTestHome({ lends: false });
const path = (name: string): string => join(home.path, '..', name);
let before: Readonly<Record<string, unknown>> = {};

beforeAll(async () => {
  await home.must(['install', guestPath('echo')]);
  before = await readHomeState(home);
});

afterAll(() => {
  home[Symbol.dispose]();
});

/** Installs, expects exit code 2 with these words and a home that is as it was. */
async function expectRefused(source: string, words: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await home.run(['install', source, '--yes']);
  expect({ code, stdout }, stderr).toEqual({ code: 2, stdout: '' });
  for (const word of words) expect(stderr).toContain(word);
  expect(stderr).not.toMatch(/\n\s+at /u);
  expect(await readHomeState(home)).toEqual(before);
}

/** A folder with this manifest and the guest `echo` beside it. */
function folderWith(name: string, lines: readonly string[]): string {
  mkdirSync(path(name), { recursive: true });
  writeFileSync(join(path(name), 'tool.toml'), `${lines.join('\n')}\n`);
  writeFileSync(join(path(name), 'guest.wasm'), readFileSync(guestPath('echo')));
  return path(name);
}

const tool = ['[tool]', 'id = "test.bad"', 'name = "bad"', 'version = "1.0.0"', 'wasm = "guest.wasm"'];

describe('a manifest that is refused', () => {
  it('is missing', async () => {
    mkdirSync(path('empty'));
    await expectRefused(path('empty'), ['tool.toml']);
  });

  it.each([
    ['is no TOML', [...tool, 'kami = '], ['6']],
    ['has an unknown key', [...tool, '[security]', 'fs_acces = "none"'], ['7', 'fs_acces']],
    ['has a key of another type', [...tool, '[security]', 'max_memory_mb = "x"'], ['7', 'max_memory_mb']],
    ['is over a maximum', [...tool, '[security]', 'max_memory_mb = 99999'], ['7', 'max_memory_mb']],
    ['lacks a key', tool.slice(0, 4), ['wasm']],
    ['has no semantic version', [...tool.slice(0, 3), 'version = "one"', tool[4] ?? ''], ['4', 'version']],
    [
      'has a name of another form',
      [...tool.slice(0, 2), 'name = "Bad Name"', ...tool.slice(3)],
      ['3', 'name'],
    ],
    ['needs another KAMI', [...tool, 'kami = ">=99"'], ['99']],
    ['names a file that is not there', [...tool.slice(0, 4), 'wasm = "none.wasm"'], ['none.wasm']],
    ['names a file outside of its folder', [...tool.slice(0, 4), 'wasm = "../guest.wasm"'], ['wasm']],
  ])('%s', async (name, lines, words) => {
    await expectRefused(folderWith(name.replaceAll(' ', '-'), lines), words);
  });
});

describe('a component that is refused', () => {
  it.each([0, 4, 8, 100, 400, 900])('is cut off after %d bytes', async (length) => {
    writeFileSync(path('cut.wasm'), readFileSync(guestPath('echo')).subarray(0, length));
    await expectRefused(path('cut.wasm'), []);
  });

  it.each([
    ['core-module', 'core module'],
    ['unknown-import', 'acme:thing/stuff'],
    ['bad-json', 'JSON'],
  ] satisfies [GuestName, string][])('is %s', async (guest, words) => {
    await expectRefused(guestPath(guest), [words]);
  });

  it('is text', async () => {
    writeFileSync(path('text.wasm'), 'hello');
    await expectRefused(path('text.wasm'), ['WebAssembly']);
  });

  it('has the name of another tool', async () => {
    const folder = makeToolFolder(home, 'state', [], { id: 'test.other', name: 'echo' });
    await expectRefused(folder, ['test.other', 'local.echo', 'kami remove']);
  });

  it('is not there', async () => {
    await expectRefused(path('none.wasm'), ['none.wasm']);
    await expectRefused('/dev/null', ['/dev/null']);
  });
});

describe('other commands on what is not installed', () => {
  it.each([
    ['inspect', 'ecko'],
    ['remove', 'ecko'],
    ['approve', 'ecko'],
    ['grant', 'ecko', 'net=example.com'],
    ['revoke', 'ecko', '--all'],
    ['log', '--tool', 'ecko'],
  ])('%s %s: the nearest name is told', async (...args) => {
    const { code, stderr } = await home.run(args);
    expect(code).toBe(2);
    expect(stderr).toContain('echo');
  });

  it.each([
    [['grant', 'echo', 'nonsense'], 2, 'net='],
    [['grant', 'echo', 'net=example.com'], 3, 'does not ask'],
    [['revoke', 'echo'], 2, '--all'],
    [['revoke', 'echo', 'net=example.com'], 2, 'nothing'],
    [['log', '--limit', '0'], 2, 'whole number'],
    [['list', '--log-level', 'loud'], 2, 'debug'],
  ] satisfies [string[], number, string][])('%j exits with %d', async (args, exitCode, words) => {
    const { code, stderr } = await home.run(args);
    expect(code).toBe(exitCode);
    expect(stderr).toContain(words);
  });
});
