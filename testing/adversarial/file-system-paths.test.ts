import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { type FileGround, openFileGround } from './file-ground.ts';

let ground: FileGround;

beforeAll(async () => {
  ground = await openFileGround();
});

afterEach(() => {
  ground.expectOutsideUntouched();
});

afterAll(async () => ground[Symbol.asyncDispose]());

/** Every operation that takes a path, on this one. */
async function tryEverything(path: string): Promise<ReadonlySet<unknown>> {
  const errors = new Set<unknown>();
  for (const op of ['open', 'write', 'stat', 'readlink', 'mkdir', 'rmdir', 'unlink'])
    errors.add((await ground.probe({ op, path, data: 'x' }))['error']);
  errors.add((await ground.probe({ op: 'rename', path, to: 'stolen' }))['error']);
  errors.add((await ground.probe({ op: 'rename', path: 'file', to: path }))['error']);
  return errors;
}

describe('paths', () => {
  it('case 1: a path that begins above the folder is refused', async () => {
    expect(await tryEverything('../outside/file')).toEqual(new Set(['not-permitted']));
    const denials = await ground.denials();
    expect(denials).toContainEqual({ what: 'to open /mnt/work/../outside/file', rule: 'fs.inside-only' });
    expect(denials).toContainEqual({
      what: 'to rename /mnt/work/file to /mnt/work/../outside/file',
      rule: 'fs.inside-only',
    });
    expect(await ground.probe({ op: 'list', path: '..' })).toEqual({ error: 'not-permitted' });
  });

  it('case 2: a path that climbs above the folder later is refused', async () => {
    expect(await tryEverything('folder/../../outside/file')).toEqual(new Set(['not-permitted']));
    expect(await ground.denials()).toContainEqual({
      what: 'to open /mnt/work/folder/../../outside/file',
      rule: 'fs.inside-only',
    });
    expect(await ground.probe({ op: 'read', path: 'folder/../file' })).toEqual({ ok: true, data: 'i file' });
  });

  it('case 3: an absolute path is refused, one of the folder’s own too', async () => {
    expect(await tryEverything('/etc/passwd')).toEqual(new Set(['not-permitted']));
    expect(await ground.denials()).toContainEqual({ what: 'to open /etc/passwd', rule: 'fs.inside-only' });
    for (const path of ['/', '//etc/passwd', '/mnt/work/file'])
      expect(await ground.probe({ op: 'open', path })).toEqual({ error: 'not-permitted' });
  });

  it('case 4: a path with NUL in it is invalid', async () => {
    expect(await tryEverything('file\0.txt')).toEqual(new Set(['invalid']));
    expect(await tryEverything('file\0')).toEqual(new Set(['invalid']));
    expect(await ground.denials()).toContainEqual({
      what: String.raw`to use the path file\u{0}.txt`,
      rule: 'fs.path-form',
    });
  });

  it('case 19: a path that only looks like another gets no other decision', async () => {
    writeFileSync(join(ground.work, '\u00e9'), 'i composed');
    expect(await ground.probe({ op: 'read', path: '\u00e9' })).toEqual({ ok: true, data: 'i composed' });
    for (const path of ['e\u0301', 'FILE', 'Folder/file', 'file ', 'file.', 'folder\\file', '\u200bfile'])
      expect(await ground.probe({ op: 'read', path })).toEqual({ error: 'no-entry' });
    for (const path of [
      '\uff0e\uff0e/outside/file',
      '..\\outside\\file',
      '%2e%2e/outside/file',
      '․․/outside/file',
    ])
      expect(await ground.probe({ op: 'read', path })).toEqual({ error: 'no-entry' });
    expect(await ground.denials()).toEqual([]);
    for (const path of ['./../outside/file', './/..//outside/file', 'folder/.././../outside/file'])
      expect(await ground.probe({ op: 'read', path })).toEqual({ error: 'not-permitted' });
    expect(await ground.denials()).toHaveLength(3);
    for (const root of ['/mnt/WORK', '/mnt/work/', '/mnt//work', '/mnt/./work'])
      expect((await ground.attempt({ op: 'stat', root, path: 'file' })).answer).toBeUndefined();
  });

  it('case 20: a name of 256 bytes and a path of 10,000 components are too long', async () => {
    expect(await tryEverything('n'.repeat(256))).toEqual(new Set(['name-too-long']));
    expect(await tryEverything('é'.repeat(128))).toEqual(new Set(['name-too-long']));
    expect(await tryEverything(`${'folder/'.repeat(10_000)}file`)).toEqual(new Set(['name-too-long']));
    expect(await tryEverything(`${'./'.repeat(10_000)}file`)).toEqual(new Set(['name-too-long']));
    const denials = await ground.denials();
    expect(new Set(denials.map(({ rule }) => rule))).toEqual(new Set(['fs.path-form']));
    expect(Math.max(...denials.map(({ what }) => what.length))).toBeLessThan(1000);
    expect(await ground.probe({ op: 'write', path: 'n'.repeat(255) })).toMatchObject({ ok: true });
  });

  it('case 21: a path with half a character is invalid, and ends the call', async () => {
    const names = readdirSync(ground.work).toSorted();
    for (const path of ['file\ud800', '\udc00/file', 'folder/\udfff\ud800'])
      for (const op of ['open', 'write', 'stat', 'mkdir', 'unlink', 'list']) {
        const { answer, told } = await ground.attempt({ op, path, data: 'x' });
        expect(answer).toBeUndefined();
        expect(told).toContain('not valid for encoding utf-8');
      }
    expect(readdirSync(ground.work).toSorted()).toEqual(names);
    expect(await ground.probe({ op: 'read', path: '\ufefffile' })).toEqual({ error: 'no-entry' });
  });
});
