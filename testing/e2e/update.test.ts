import { afterAll, describe, expect, it } from 'vitest';

import { inspectTool } from './inspect-tool.ts';
import { makeTestHome } from './kami.ts';
import { makeLentFolder } from './lent-folder.ts';
import { makeToolFolder } from './tool-folder.ts';

const home = makeTestHome();
const lent = makeLentFolder(home);
const readOnly = ['fs_access = "read-only"'];

afterAll(() => {
  home[Symbol.dispose]();
});

describe('an update', () => {
  const install = async (version: string, description: string, ...flags: string[]) =>
    home.run([
      'install',
      makeToolFolder(home, 'fs-probe', readOnly, { name: 'updated', version, description }),
      ...flags,
    ]);
  const readsFile = async (): Promise<void> => {
    const { stdout } = await home.must(['run', 'updated', 'op=read', 'path=a.txt']);
    expect(stdout).toContain('content');
  };

  it('with only another version is active at once with the old grant', async () => {
    expect(await install('1.0.0', 'First.', '--grant', `fs=work=${lent}`)).toMatchObject({ code: 0 });
    expect(await install('1.1.0', 'First.')).toMatchObject({ code: 0 });
    expect(await inspectTool(home, 'updated')).toMatchObject({
      version: '1.1.0',
      granted: [`fs=work=${lent}:ro`],
    });
    await readsFile();
  });

  it('with another description waits, says what differs, and the old version keeps running', async () => {
    const { code, stderr } = await install('2.0.0', 'Second.');
    expect(code).toBe(3);
    expect(stderr).toContain('version 1.1.0 → 2.0.0');
    expect(stderr).toContain('description, before: First.');
    expect(stderr).toContain('kami approve updated');
    expect(await inspectTool(home, 'updated')).toMatchObject({ version: '1.1.0', state: 'active' });
    expect((await home.must(['inspect', 'updated'])).stderr).toContain('2.0.0 waits for approval');
    await readsFile();
  });

  it('takes the place of the old one once approved, and keeps the folder', async () => {
    await home.must(['approve', 'updated']);
    expect(await inspectTool(home, 'updated')).toMatchObject({
      version: '2.0.0',
      description: 'Second.',
      granted: [`fs=work=${lent}:ro`],
    });
    await readsFile();
  });

  it('that asks to write is approved with a folder, named alone, for writing', async () => {
    const label = { name: 'updated', version: '2.1.0', description: 'Second.' };
    const folder = makeToolFolder(home, 'fs-probe', ['fs_access = "sandbox"'], label);
    expect((await home.run(['install', folder])).code).toBe(3);
    await home.must(['approve', 'updated', '--grant', 'fs=work=:rw']);
    expect(await inspectTool(home, 'updated')).toMatchObject({
      version: '2.1.0',
      granted: [`fs=work=${lent}:rw`, 'private-folder'],
    });
    await home.must(['install', folder, '--grant', 'fs=work=:ro']);
    expect(await inspectTool(home, 'updated')).toMatchObject({
      granted: [`fs=work=${lent}:ro`, 'private-folder'],
    });
    expect((await home.run(['install', folder, '--grant', 'fs=none=:ro'])).code).toBe(2);
  });

  it('that asks for less can be approved, and loses what it no longer asks for', async () => {
    const label = { name: 'updated', version: '3.0.0', description: 'Second.' };
    const folder = makeToolFolder(home, 'fs-probe', ['fs_access = "none"'], label);
    expect((await home.run(['install', folder])).code).toBe(3);
    await home.must(['approve', 'updated']);
    expect(await inspectTool(home, 'updated')).toMatchObject({ version: '3.0.0', granted: [] });
  });
});
