import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { inspectTool } from './inspect-tool.ts';
import { makeTestHome } from './kami.ts';
import { makeLentFolder } from './lent-folder.ts';
import { openSession } from './mcp-session.ts';
import { makeToolFolder } from './tool-folder.ts';

/** Each test runs several commands. */
vi.setConfig({ testTimeout: 60_000 });
const home = makeTestHome();
const lent = makeLentFolder(home);
const GRANT = `fs=work=${lent}:ro`;
const read = async (reference: string) => home.run(['run', reference, 'op=read', 'path=a.txt']);

/** Puts a version where the tool is installed from. */
function offer(version: string, description: string): string {
  const label = { name: 'reader', version, description };
  return makeToolFolder(home, 'fs-probe', ['fs_access = "read-only"'], label);
}

beforeAll(async () => {
  await home.must(['install', offer('1.0.0', 'First.'), '--grant', GRANT]);
});

afterAll(() => {
  home[Symbol.dispose]();
});

describe('kami update', () => {
  it('says that a tool is up to date, and changes nothing', async () => {
    expect((await home.must(['update'])).stderr).toContain('reader 1.0.0 is up to date');
  });

  it('holds what differs, and tells it as JSON', async () => {
    offer('2.0.0', 'Second.');
    const { code, stdout } = await home.run(['update', 'reader', '--json']);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      updates: [
        {
          name: 'reader',
          version: '1.0.0',
          offered: '2.0.0',
          state: 'held',
          changes: ['version 1.0.0 → 2.0.0', 'description, before: First.', 'description, now: Second.'],
        },
      ],
    });
    const approved = await home.must(['approve', 'reader']);
    expect(approved.stderr).toContain('description, now: Second.');
    expect(await inspectTool(home, 'reader')).toMatchObject({ version: '2.0.0', granted: [GRANT] });
  });
});

describe('an earlier version', () => {
  it('is called by its version, with its own grants, and is no part of what clients see', async () => {
    for (const reference of ['reader@1.0.0', 'test.guests.reader@1.0.0', 'reader'])
      expect((await read(reference)).stdout, reference).toContain('content');
    expect(await inspectTool(home, 'reader@1.0.0')).toMatchObject({
      state: 'earlier',
      description: 'First.',
    });
    await using session = await openSession(home);
    const { result } = await session.request('tools/list', {});
    expect(result).toMatchObject({ tools: [{ name: 'reader' }] });
    expect(JSON.stringify(result)).not.toContain('First.');
  });

  it('becomes active again by a rollback, and the other one an earlier version', async () => {
    const { stderr } = await home.must(['rollback', 'reader']);
    expect(stderr).toContain('version 2.0.0 → 1.0.0 (older: a downgrade)');
    expect(await inspectTool(home, 'reader')).toMatchObject({
      version: '1.0.0',
      granted: [GRANT],
      versions: [
        { version: '1.0.0', state: 'active' },
        { version: '2.0.0', state: 'earlier' },
      ],
    });
    expect((await home.must(['log', '--json'])).stdout).toContain('tool.rolled-back');
    const unknown = await home.run(['rollback', 'reader', '3.0.0']);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('it has 2.0.0');
    await home.must(['rollback', 'reader', '2.0.0']);
    expect(await inspectTool(home, 'reader')).toMatchObject({ version: '2.0.0' });
  });

  it('loses what is revoked from the tool', async () => {
    await home.must(['revoke', 'reader', 'fs=work']);
    const refused = await read('reader@1.0.0');
    expect(refused.stdout).not.toContain('content');
    await home.must(['rollback', 'reader']);
    expect(await inspectTool(home, 'reader')).toMatchObject({ version: '1.0.0', granted: [] });
  });
});
