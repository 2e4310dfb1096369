import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { inspectTool } from './inspect-tool.ts';
import { examplePath, type KamiResult, makeTestHome } from './kami.ts';
import { openSession } from './mcp-session.ts';
import { flipBit, preparedFiles, renamePrepared, storedTool } from './prepared-store.ts';
import { makeToolFolder } from './tool-folder.ts';

/** Each test prepares a component several times, in processes that give way to everything else. */
vi.setConfig({ testTimeout: 60_000 });
const home = makeTestHome();
const lent = join(home.path, '..', 'lent');
const ANEW = 'preparing fs-probe anew';

beforeAll(async () => {
  mkdirSync(lent);
  writeFileSync(join(lent, 'a.txt'), 'content');
  const folder = makeToolFolder(home, 'fs-probe', ['fs_access = "read-only"']);
  await home.must(['install', folder, '--grant', `fs=work=${lent}`]);
});

afterAll(() => {
  home[Symbol.dispose]();
});

/** Reads the file that the tool was lent: the answer depends on the grant. */
async function read(): Promise<KamiResult> {
  return home.run(['run', 'fs-probe', 'op=read', 'path=a.txt', '--log-level', 'info']);
}

const damages: Readonly<Record<string, () => void>> = {
  'with a bit turned': () => flipBit(storedTool(home, 'fs-probe').prepared),
  'cut off': () => truncateSync(storedTool(home, 'fs-probe').prepared, 1000),
  empty: () => truncateSync(storedTool(home, 'fs-probe').prepared, 0),
  missing: () => rmSync(storedTool(home, 'fs-probe').prepared),
  'of an older engine': () => renamePrepared(home, 'fs-probe', (key) => key.replace(/-[^-]+-jco/u, '-0-jco')),
  'of another Node': () =>
    renamePrepared(home, 'fs-probe', (key) => key.replace(/node[\d.]+/u, 'node25.0.0')),
};

describe('a prepared form', () => {
  it.each(Object.entries(damages))(
    '%s is made anew by the first call, and only by it',
    async (_what, damage) => {
      damage();
      const first = await read();
      expect(first, first.stderr).toMatchObject({ code: 0 });
      expect(first.stdout).toContain('content');
      expect(first.stderr).toContain(ANEW);
      const second = await read();
      expect(second.code).toBe(0);
      expect(second.stderr).not.toContain(ANEW);
      const stored = storedTool(home, 'fs-probe');
      expect(preparedFiles(stored)).toEqual([stored.key]);
      expect(stored.key).toContain(`-node${process.versions.node}-`);
      expect(await inspectTool(home, 'fs-probe')).toMatchObject({
        state: 'active',
        granted: [`fs=work=${lent}:ro`],
      });
    },
  );

  it('is made anew by processes that need it at once, and all of them answer', async () => {
    rmSync(storedTool(home, 'fs-probe').prepared);
    const results = await Promise.all([read(), read(), read()]);
    for (const { code, stdout, stderr } of results) {
      expect(code, stderr).toBe(0);
      expect(stdout).toContain('content');
    }
    const stored = storedTool(home, 'fs-probe');
    expect(preparedFiles(stored)).toEqual([stored.key]);
    expect((await read()).stderr).not.toContain(ANEW);
  });

  it('is made anew once by a server whose calls need it at once', async () => {
    flipBit(storedTool(home, 'fs-probe').prepared);
    await using session = await openSession(home);
    const call = { name: 'fs-probe', arguments: { op: 'read', path: 'a.txt' } };
    const answers = await Promise.all(
      Array.from({ length: 4 }, async () => session.request('tools/call', call)),
    );
    for (const { result } of answers) expect(JSON.stringify(result)).toContain('content');
    const stored = storedTool(home, 'fs-probe');
    expect(preparedFiles(stored)).toEqual([stored.key]);
  });

  it('keeps running while the component is damaged, and says what to do when it is needed', async () => {
    const { component, prepared } = storedTool(home, 'fs-probe');
    const intact = readFileSync(component);
    flipBit(component);
    expect((await read()).code).toBe(0);
    flipBit(prepared);
    const refused = await read();
    expect(refused.code).toBe(5);
    expect(refused.stderr).toContain('stored component of fs-probe is missing or damaged');
    expect(refused.stderr).toContain('kami install');
    writeFileSync(component, intact);
    expect((await read()).code).toBe(0);
  });

  it.each([
    ['json-tool', 'echo', guestPath('echo'), ['run', 'echo', 'text=x']],
    [
      'typed',
      'all-types',
      guestPath('all-types'),
      ['run', 'all-types/of-u64', 'value:="18446744073709551615"'],
    ],
    [
      'kami:tool',
      'json-query',
      examplePath('json-query'),
      ['run', 'json-query', 'expression=a', 'data:={"a":1}'],
    ],
  ])('of a %s component answers and refuses as before', async (_convention, name, source, args) => {
    await home.must(['install', source, '--yes']);
    const before = await home.must(args);
    const wrong = await home.run([...args, 'unknown=1']);
    rmSync(storedTool(home, name).prepared);
    expect((await home.must(args)).stdout).toBe(before.stdout);
    expect(await home.run([...args, 'unknown=1'])).toEqual(wrong);
  });
});

describe('a prepared form that nothing uses', () => {
  it('stays with the earlier version when another manifest of the same component takes its place, and goes when the tool is removed', async () => {
    const label = { name: 'short-lived' };
    await home.must(['install', makeToolFolder(home, 'state', [], label)]);
    const first = storedTool(home, 'short-lived');
    const again = { ...label, version: '1.0.1', description: 'Another description.' };
    await home.must(['install', makeToolFolder(home, 'state', ['max_memory_mb = 32'], again), '--yes']);
    const second = storedTool(home, 'short-lived');
    expect(second.key).not.toBe(first.key);
    expect(preparedFiles(second).toSorted()).toEqual([first.key, second.key].toSorted());
    expect((await home.run(['run', 'short-lived@1.0.0'])).stderr).not.toContain('preparing');
    await home.must(['remove', 'short-lived']);
    expect(preparedFiles(second)).toEqual([]);
  });

  it('stays while a version that waits, or another tool, has it', async () => {
    await home.must(['install', makeToolFolder(home, 'trap', [], { name: 'one' })]);
    await home.must(['install', makeToolFolder(home, 'trap', [], { name: 'two' })]);
    const stored = storedTool(home, 'one');
    await home.must(['remove', 'one']);
    expect(preparedFiles(stored)).toContain(storedTool(home, 'two').key);
  });
});
