import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { makeTestHome } from './kami.ts';
import { makeToolFolder } from './tool-folder.ts';

const home = makeTestHome();

beforeAll(async () => {
  const files = makeToolFolder(home, 'say', ['fs_access = "sandbox"'], {
    name: 'files',
    description: String.raw`Keeps \"quoted\" notes*`,
  });
  await home.must(['install', files, '--yes']);
  const web = makeToolFolder(home, 'echo', ['net_allow_list = ["example.com"]'], { name: 'web' });
  expect((await home.run(['install', web])).code).toBe(3);
  await home.must(['install', makeToolFolder(home, 'state', [], { name: 'modem' })]);
});

afterAll(() => {
  home[Symbol.dispose]();
});

interface Listed {
  readonly tools: readonly { readonly name: string; readonly capabilities: readonly string[] }[];
  readonly next?: string;
}

async function list(...options: readonly string[]): Promise<Listed> {
  return JSON.parse((await home.must(['list', ...options, '--json'])).stdout) as Listed;
}

async function names(...options: readonly string[]): Promise<readonly string[]> {
  return (await list(...options)).tools.map(({ name }) => name);
}

describe('kami list', () => {
  it('filters by state, capability, source and words, which are text and no syntax', async () => {
    expect(await names()).toEqual(['files', 'modem', 'web']);
    expect(await names('--state', 'held')).toEqual(['web']);
    expect(await names('--capability', 'files')).toEqual(['files']);
    expect(await names('--source', 'oci://')).toEqual([]);
    expect(await names('--search', 'NOTES* keeps')).toEqual(['files']);
    expect(await names('--search', '"quoted"')).toEqual(['files']);
    expect(await names('--search', 'notes OR echo')).toEqual([]);
  });

  it('sorts, gives pages, and says how to go on', async () => {
    expect(await names('--sort', 'installed')).toEqual(['modem', 'web', 'files']);
    const first = await list('--sort', 'size', '--limit', '2');
    expect(first.tools).toHaveLength(2);
    const rest = await names('--sort', 'size', '--limit', '2', '--cursor', first.next ?? '');
    expect([...first.tools.map(({ name }) => name), ...rest].toSorted()).toEqual(['files', 'modem', 'web']);
    const shown = await home.must(['list', '--limit', '1']);
    expect(shown.stdout).toMatch(/^NAME .*\nfiles /u);
    expect(shown.stderr).toContain('--cursor after:files');
    expect((await home.must(['list', '--search', 'nothing-of-this'])).stderr).toContain(
      'No installed tool matches',
    );
  });

  it('refuses a cursor of another order, and a page without tools', async () => {
    const other = await home.run(['list', '--sort', 'size', '--cursor', 'after:files']);
    expect(other.code).toBe(2);
    expect(other.stderr).toContain('sorted by name, and this one is sorted by size');
    for (const option of [
      ['--limit', '0'],
      ['--limit', '1001'],
      ['--state', 'gone'],
      ['--cursor', 'x'],
    ])
      expect((await home.run(['list', ...option])).code, option.join(' ')).toBe(2);
  });
});

describe('kami install', () => {
  it('refuses a name that looks like that of another tool, naming both, before it looks at the component', async () => {
    const { code, stderr } = await home.run([
      'install',
      makeToolFolder(home, 'echo', [], { name: 'modern' }),
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain('test.guests.modern');
    expect(stderr).toContain('test.guests.modem');
    expect(await names()).toEqual(['files', 'modem', 'web']);
  });
});
