import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { readHomeState } from './home-state.ts';
import { inspectTool } from './inspect-tool.ts';
import { examplePath, makeTestHome } from './kami.ts';
import { makeLentFolder } from './lent-folder.ts';
import { makeToolFolder } from './tool-folder.ts';

const home = makeTestHome();
const lent = makeLentFolder(home);
const readOnly = ['fs_access = "read-only"'];

afterAll(() => {
  home[Symbol.dispose]();
});

describe('kami install', () => {
  it('installs a folder that asks for nothing, and shows what it cannot do', async () => {
    const { stdout, stderr } = await home.must(['install', examplePath('checksum')]);
    expect(stdout).toBe('');
    expect(stderr).toContain('cannot reach the network (not imported)');
    expect(stderr).toMatch(/sha256:[0-9a-f]{64}/u);
    expect(stderr).toContain('checksum 1.0.0 is installed and active');
    expect(await inspectTool(home, 'checksum')).toMatchObject({
      state: 'active',
      version: '1.0.0',
      granted: [],
    });
  });

  it('installs a component without a manifest, under a name of its file', async () => {
    const { stdout } = await home.must(['install', guestPath('echo'), '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ id: 'local.echo', name: 'echo', version: '0.0.0' });
  });

  it('changes nothing when the same is installed again, with or without --yes', async () => {
    const before = await readHomeState(home);
    const log = (await home.must(['log', '--json'])).stdout;
    for (const flags of [[], ['--yes']]) {
      const { stderr } = await home.must(['install', guestPath('echo'), ...flags]);
      expect(stderr).toContain('nothing was changed');
    }
    expect(await readHomeState(home)).toEqual(before);
    expect((await home.must(['log', '--json'])).stdout).toBe(log);
  });

  it('holds a tool that asks for something when nobody consents', async () => {
    const folder = makeToolFolder(home, 'fs-probe', readOnly, { name: 'held' });
    const { code, stderr } = await home.run(['install', folder]);
    expect(code).toBe(3);
    expect(stderr).toContain('kami approve held');
    expect(await inspectTool(home, 'held')).toMatchObject({ state: 'held', granted: [] });
    const run = await home.run(['run', 'held', 'op=roots']);
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('kami approve held');
    await home.must(['approve', 'held']);
    expect((await home.must(['run', 'held', 'op=roots'])).stdout).toContain('"roots":[]');
  });

  it('grants with --grant, and keeps folders that were lent when it is installed again with --yes', async () => {
    const folder = makeToolFolder(home, 'fs-probe', readOnly);
    await home.must(['install', folder, '--grant', `fs=work=${lent}`]);
    await home.must(['install', folder, '--yes']);
    expect(await inspectTool(home, 'fs-probe')).toMatchObject({ granted: [`fs=work=${lent}:ro`] });
  });

  it('refuses a grant above the manifest and installs nothing', async () => {
    const folder = makeToolFolder(home, 'fs-probe', readOnly, { name: 'above' });
    const before = await readHomeState(home);
    for (const grant of [`fs=${lent}:rw`, 'net=example.com', 'env=PATH']) {
      const { code, stderr } = await home.run(['install', folder, '--grant', grant]);
      expect(code, stderr).toBe(3);
      expect(stderr).toContain('does not ask for it');
    }
    expect(await readHomeState(home)).toEqual(before);
  });

  it.each(['/', '/proc', '/sys', '/dev'])('refuses to lend %s', async (path) => {
    const folder = makeToolFolder(home, 'fs-probe', readOnly);
    const { code, stderr } = await home.run(['install', folder, '--grant', `fs=x=${path}`]);
    expect(code, stderr).toBe(2);
    expect(stderr).toContain('cannot be lent');
  });
});

describe('kami remove', () => {
  it('takes the tool and its grants out, and its private folder only with --purge', async () => {
    const folder = makeToolFolder(home, 'fs-probe', ['fs_access = "sandbox"'], { name: 'private' });
    const data = join(home.path, 'data', 'test.guests.private');
    await home.must(['install', folder, '--yes']);
    await home.must(['run', 'private', 'op=write', 'path=b.txt', 'data=kept']);
    const { stdout } = await home.must(['remove', 'private', '--json']);
    expect(JSON.parse(stdout)).toEqual({ removed: 'test.guests.private', purged: false });
    expect((await home.run(['run', 'private', 'op=roots'])).code).toBe(2);
    await home.must(['install', folder, '--yes']);
    expect((await home.must(['run', 'private', 'op=read', 'path=b.txt'])).stdout).toContain('kept');
    await home.must(['remove', 'private', '--purge']);
    expect(() => rmSync(data)).toThrow('ENOENT');
  });
});
