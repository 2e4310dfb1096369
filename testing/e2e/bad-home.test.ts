import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { makeTestHome } from './kami.ts';
import { openSession } from './mcp-session.ts';
import { storedTool } from './prepared-store.ts';

const commands = [['list'], ['install', guestPath('echo')], ['run', 'echo'], ['log'], ['serve']];

describe('a home that cannot be used', () => {
  it.each(commands)('%s says so where a file stands in its place', async (...args) => {
    using home = makeTestHome();
    writeFileSync(home.path, 'a file');
    const { code, stdout, stderr } = await home.run(args);
    expect({ code, stdout }, stderr).toEqual({ code: 5, stdout: '' });
    expect(stderr).toContain(home.path);
    expect(stderr).toContain('--home');
    expect(readFileSync(home.path, 'utf8')).toBe('a file');
  });

  it.runIf(process.platform === 'linux')('says so where no folder can be made', async () => {
    using home = makeTestHome();
    const { code, stderr } = await home.run(['list', '--home', '/proc/kami/home']);
    expect(code, stderr).toBe(5);
    expect(stderr).toContain('/proc/kami/home');
  });

  it.each([...commands, ['doctor']])(
    '%s says that the database is no database, and leaves it',
    async (...args) => {
      using home = makeTestHome();
      mkdirSync(home.path);
      const garbage = Buffer.from('garbage '.repeat(1000));
      writeFileSync(join(home.path, 'kami.db'), garbage);
      const { code, stdout, stderr } = await home.run(args);
      expect(code, stderr).toBe(5);
      expect(stdout + stderr).toContain('kami.db is damaged');
      expect(stdout + stderr).not.toMatch(/\n\s+at /u);
      expect(readFileSync(join(home.path, 'kami.db'))).toEqual(garbage);
      expect(readdirSync(home.path).filter((name) => name.startsWith('kami.db'))).toEqual(['kami.db']);
    },
  );

  it('says that a stored component and its prepared form were changed, and installing again mends it', async () => {
    using home = makeTestHome();
    await home.must(['install', guestPath('echo')]);
    const { component, prepared } = storedTool(home, 'echo');
    for (const file of [component, prepared]) writeFileSync(file, 'changed');
    const { code, stderr } = await home.run(['run', 'echo', 'a=b']);
    expect(code, stderr).toBe(5);
    expect(stderr).toMatch(/missing or damaged[^]*kami install/u);
    await home.must(['install', guestPath('echo')]);
    expect((await home.must(['run', 'echo', 'a=b'])).stdout).toBe('{"a":"b"}\n');
  });
});

describe('a home that is removed while a server runs', () => {
  it('is told once in the log, however many calls are made', async () => {
    using home = makeTestHome();
    await home.must(['install', guestPath('echo')]);
    const session = await openSession(home);
    await session.request('tools/list', {});
    rmSync(home.path, { recursive: true });
    for (let call = 0; call < 4; call += 1)
      expect(
        (await session.request('tools/call', { name: 'echo', arguments: { call } })).error,
      ).toMatchObject({ message: expect.stringContaining('KAMI_STORE_CORRUPT') as string });
    await session.close();
    const { stderr } = await session.server.ended;
    expect(stderr.split('kami.db is not there any more.')).toHaveLength(2);
    expect(stderr).not.toContain('KAMI_INTERNAL');
  });
});
