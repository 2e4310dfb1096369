import { FS_ERROR_CODES, type FsCall } from '@kami/protocol';
import { NO_PERMISSION, parseToolId, parseToolName } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { fileRefusal } from '../../src/broker/file-refusal.ts';

const id = parseToolId('dev.example.probe');
const name = parseToolName('probe');
if (!id.ok || !name.ok) throw new Error('fixture');
const scope = {
  tool: { id: id.value, name: name.value },
  permission: {
    ...NO_PERMISSION,
    privateFolder: true,
    mounts: [
      { name: 'docs', hostPath: '/srv/secret-place', mode: 'ro' },
      { name: 'out', hostPath: '/srv/out', mode: 'rw' },
    ],
  } as const,
};
const places: Readonly<Record<number, string>> = {
  1: '/data',
  2: '/mnt/docs',
  3: '/mnt/out',
  64: '/mnt/docs/a.txt',
};
const placeOf = (handle: number): string => places[handle] ?? '';
const READ = {
  create: false,
  exclusive: false,
  truncate: false,
  directory: false,
  write: false,
  followLinks: true,
};
const remove: FsCall = { op: 'fs.remove', handle: 2, path: 'a.txt', directory: false };

describe('fileRefusal', () => {
  it('names the path as the guest does, the rule, and the command that lifts it', () => {
    expect(fileRefusal(scope, remove, 'read-only', placeOf)).toEqual({
      what: 'to remove /mnt/docs/a.txt',
      rule: 'fs.read-only',
      hint: 'kami grant probe fs=docs=:rw',
      wanted: { kind: 'folder', path: '/mnt/docs/a.txt', write: true, lent: 'docs' },
    });
    const write: FsCall = { op: 'fs.write', handle: 64, offset: 0 };
    expect(fileRefusal(scope, write, 'read-only', placeOf)?.what).toBe('to write /mnt/docs/a.txt');
  });

  it('names no command where none would help', () => {
    const between: FsCall = { op: 'fs.rename', handle: 2, path: 'a', toHandle: 3, toPath: 'b' };
    expect(fileRefusal(scope, between, 'read-only', placeOf)).toEqual({
      what: 'to rename /mnt/docs/a to /mnt/out/b',
      rule: 'fs.read-only',
    });
    const outside: FsCall = { op: 'fs.stat-at', handle: 2, path: '../x\n\u202e', followLinks: true };
    expect(fileRefusal(scope, outside, 'not-permitted', placeOf)).toEqual({
      what: String.raw`to look at /mnt/docs/../x\u{a}\u{202e}`,
      rule: 'fs.inside-only',
    });
    expect(
      fileRefusal(scope, { op: 'fs.open', handle: 3, path: 'x', flags: READ }, 'quota', placeOf)?.hint,
    ).toBe(undefined);
  });

  it('takes the errors of a file system for no denial', () => {
    const denied = FS_ERROR_CODES.filter((code) => fileRefusal(scope, remove, code, placeOf) !== undefined);
    expect(new Set(denied)).toEqual(
      new Set([
        'not-permitted',
        'cross-device',
        'read-only',
        'loop',
        'name-too-long',
        'quota',
        'file-too-large',
        'insufficient-memory',
      ]),
    );
  });

  it('never names the host’s folder', () => {
    for (const code of FS_ERROR_CODES)
      expect(JSON.stringify(fileRefusal(scope, remove, code, placeOf) ?? '')).not.toContain('secret-place');
  });
});
