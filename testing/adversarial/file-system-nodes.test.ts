import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { type FileGround, openFileGround } from './file-ground.ts';
import { runWithMountOn } from './other-device.ts';

let ground: FileGround;

beforeAll(async () => {
  ground = await openFileGround();
});

afterEach(() => {
  ground.expectOutsideUntouched();
});

afterAll(async () => ground[Symbol.asyncDispose]());

/** Tries to open a node in every way; gives the errors. */
async function openEveryWay(path: string): Promise<ReadonlySet<unknown>> {
  const errors = new Set<unknown>();
  for (const op of ['open', 'read', 'read-stream', 'write', 'append', 'set-size'])
    errors.add((await ground.probe({ op, path, data: 'x' }))['error']);
  return errors;
}

/** Makes a node with `mknod` or `mkfifo`; whether that was allowed. */
function make(...command: [string, ...string[]]): boolean {
  const [program, ...args] = command;
  return spawnSync(program, args).status === 0;
}

describe('what is neither a file nor a directory', () => {
  it('case 13: a FIFO is refused and hangs nobody', async () => {
    const fifo = join(ground.work, 'fifo');
    expect(make('mkfifo', fifo)).toBe(true);
    expect(await openEveryWay('fifo')).toEqual(new Set(['not-permitted']));
    expect(await ground.probe({ op: 'stat', path: 'fifo' })).toMatchObject({ type: 'fifo' });
    expect(await ground.denials()).toContainEqual({ what: 'to open /mnt/work/fifo', rule: 'fs.inside-only' });
  });

  it('case 14: a device and a socket are refused', async () => {
    const device = join(ground.work, 'device');
    // The device 0, 0 may be made by anyone (mknod(2), since Linux 5.8); some file systems want a real one.
    expect(make('mknod', device, 'c', '0', '0') || make('mknod', device, 'c', '1', '3')).toBe(true);
    const server = createServer().listen(join(ground.work, 'socket'));
    await once(server, 'listening');
    let connections = 0;
    server.on('connection', () => (connections += 1));
    for (const path of ['device', 'socket'])
      expect(await openEveryWay(path)).toEqual(new Set(['not-permitted']));
    expect(await ground.probe({ op: 'stat', path: 'device' })).toMatchObject({ type: 'character-device' });
    expect(await ground.probe({ op: 'stat', path: 'socket' })).toMatchObject({ type: 'socket' });
    server.close();
    expect(connections).toBe(0);
    const denials = await ground.denials();
    expect(denials).toContainEqual({ what: 'to open /mnt/work/device', rule: 'fs.inside-only' });
    expect(denials).toContainEqual({ what: 'to open /mnt/work/socket', rule: 'fs.inside-only' });
  });

  it(
    'case 15: what another file system holds below a lent folder is refused',
    { timeout: 60_000 },
    async () => {
      const mounted = join(ground.work, 'mounted');
      mkdirSync(mounted);
      const run = (...args: string[]) =>
        runWithMountOn(mounted, ground.home, ['run', 'fs-probe', '--json', 'root=/mnt/work', ...args]);
      for (const args of [
        ['op=read', 'path=mounted/file'],
        ['op=list', 'path=mounted'],
        ['op=write', 'path=mounted/new', 'data=x'],
        ['op=rename', 'path=file', 'to=mounted/file'],
      ]) {
        const { stdout, stderr } = run(...args);
        expect(stdout, stderr).toContain('"cross-device"');
        expect(stdout).not.toContain('outside');
        expect(stdout + stderr).not.toContain(mounted);
        expect(stderr).toContain('(rule fs.one-folder). No grant can allow it.');
      }
      expect(readdirSync(mounted)).toEqual([]);
      expect(existsSync(join(ground.work, 'file'))).toBe(true);
      expect(await ground.denials()).toContainEqual({
        what: 'to open /mnt/work/mounted/file',
        rule: 'fs.one-folder',
      });
    },
  );
});
