import { existsSync, readFileSync, symlinkSync } from 'node:fs';
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

/** Makes a link in the folder that is lent for writing. */
function plant(name: string, target: string): void {
  symlinkSync(target, join(ground.work, name));
}

/** The error of each operation that follows a link. */
async function follow(path: string): Promise<ReadonlySet<unknown>> {
  const errors = new Set<unknown>();
  for (const op of ['open', 'write', 'append', 'stat', 'set-size', 'set-times', 'list'])
    errors.add((await ground.probe({ op, path, data: 'x' }))['error']);
  return errors;
}

describe('links', () => {
  it('case 5: a relative link that leads out is refused', async () => {
    plant('out', '../outside/file');
    plant('out-folder', 'folder/../../outside');
    expect(await follow('out')).toEqual(new Set(['not-permitted']));
    expect(await follow('out-folder')).toEqual(new Set(['not-permitted']));
    expect(await follow('out-folder/file')).toEqual(new Set(['not-permitted']));
    expect(await ground.probe({ op: 'rename', path: 'file', to: 'out-folder/file' })).toEqual({
      error: 'not-permitted',
    });
    expect(await ground.probe({ op: 'unlink', path: 'out-folder/file' })).toEqual({ error: 'not-permitted' });
    expect(await ground.denials()).toContainEqual({ what: 'to open /mnt/work/out', rule: 'fs.inside-only' });
    plant('in', 'folder/../file');
    expect(await ground.probe({ op: 'read', path: 'in' })).toEqual({ ok: true, data: 'i file' });
  });

  it('case 6: an absolute link is refused, and its target is not told', async () => {
    plant('absolute', join(ground.outside, 'file'));
    plant('own', join(ground.work, 'file'));
    expect(await follow('absolute')).toEqual(new Set(['not-permitted']));
    expect(await follow('own')).toEqual(new Set(['not-permitted']));
    expect(await ground.probe({ op: 'readlink', path: 'absolute' })).toEqual({ error: 'not-permitted' });
    expect(await ground.denials()).toContainEqual({
      what: 'to read the link /mnt/work/absolute',
      rule: 'fs.inside-only',
    });
  });

  it('case 7: a loop of links is a loop', async () => {
    plant('loop', 'loop');
    plant('ping', 'pong');
    plant('pong', 'folder/../ping');
    for (let index = 0; index < 41; index += 1)
      plant(`chain-${index}`, index === 40 ? 'file' : `chain-${index + 1}`);
    for (const path of ['loop', 'ping', 'chain-0']) expect(await follow(path)).toEqual(new Set(['loop']));
    expect(await ground.denials()).toContainEqual({ what: 'to open /mnt/work/ping', rule: 'fs.links' });
    expect(await ground.probe({ op: 'read', path: 'chain-1' })).toEqual({ ok: true, data: 'i file' });
  });

  it('case 8: creating through a link to a place outside is refused, and makes no file', async () => {
    plant('dangling', '../new');
    plant('dangling-below', '../outside/new');
    const create = 1;
    for (const path of ['dangling', 'dangling-below']) {
      expect(await follow(path)).toEqual(new Set(['not-permitted']));
      for (const flags of [2, 34])
        expect(await ground.probe({ op: 'open', path, flags, 'open-flags': create })).toEqual({
          error: 'not-permitted',
        });
    }
    expect(existsSync(join(ground.work, '..', 'new'))).toBe(false);
    expect(await ground.denials()).toContainEqual({
      what: 'to open /mnt/work/dangling',
      rule: 'fs.inside-only',
    });
  });

  it('case 9: a link to the root of a process is refused', async () => {
    plant('root', '/proc/self/root');
    plant('cwd', '/proc/self/cwd');
    plant('climb', '../../../../../../../../../../proc/self/root');
    for (const path of ['root', 'root/etc/passwd', 'cwd', 'climb', 'climb/etc/passwd'])
      expect(await follow(path)).toEqual(new Set(['not-permitted']));
    expect(await ground.denials()).toContainEqual({
      what: 'to open /mnt/work/root/etc/passwd',
      rule: 'fs.inside-only',
    });
  });

  it('case 18: a guest makes no links', async () => {
    for (const op of ['symlink', 'link'])
      for (const [path, to] of [
        ['file', 'made'],
        ['../outside/file', 'made'],
        ['/etc/passwd', 'made'],
        ['file', '../outside/made'],
      ])
        expect(await ground.probe({ op, path, to })).toEqual({ error: 'not-permitted' });
    expect(existsSync(join(ground.work, 'made'))).toBe(false);
    expect(readFileSync(join(ground.work, 'file'), 'utf8')).toBe('i file');
    const denials = await ground.denials();
    expect(denials).toHaveLength(8);
    expect(denials).toContainEqual({ what: 'to make the link made', rule: 'fs.no-links' });
    expect(denials).toContainEqual({ what: 'to make the link ../outside/made', rule: 'fs.no-links' });
  });
});
