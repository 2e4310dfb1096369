import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { inspectTool } from './inspect-tool.ts';
import { makeTestHome } from './kami.ts';
import { flipBit } from './prepared-store.ts';
import { makeToolFolder } from './tool-folder.ts';

/** A component is prepared in a process that gives way to everything else. */
vi.setConfig({ testTimeout: 60_000 });
const home = makeTestHome({ lends: false });
const install = async (version: string, security: readonly string[] = []): Promise<void> => {
  const label = { name: 'known', version };
  await home.must(['install', makeToolFolder(home, 'echo', security, label), '--yes']);
};
/** The file that holds what examining found, and its inode: a record that is written anew has another. */
const record = (): { readonly path: string; readonly inode: number } => {
  const [path = ''] = globSync(join(home.path, 'store', 'sha256', '*', 'examined-*'));
  return { path, inode: statSync(path).ino };
};

beforeAll(async () => {
  await install('1.0.0');
});

afterAll(() => {
  home[Symbol.dispose]();
});

describe('a component that was examined before', () => {
  it('is not examined again: not after its removal, not with another manifest', async () => {
    const first = record();
    const before = await inspectTool(home, 'known');
    await home.must(['remove', 'known']);
    await install('1.0.0');
    expect(await inspectTool(home, 'known')).toMatchObject({ definitions: before['definitions'] });
    await install('1.0.1', ['env = ["LANG"]']);
    expect(record()).toEqual(first);
    expect((await home.must(['run', 'known', 'text=hello'])).stdout).toContain('hello');
  });

  it('is examined again where the record was changed', async () => {
    const first = record();
    const bytes = readFileSync(first.path);
    flipBit(first.path);
    await home.must(['remove', 'known']);
    await install('1.0.0');
    expect(record().inode).not.toBe(first.inode);
    expect(readFileSync(record().path).length).toBe(bytes.length);
    expect((await home.must(['run', 'known', 'text=hello'])).stdout).toContain('hello');
  });
});
