import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { makeTestHome } from './kami.ts';
import { openSession } from './mcp-session.ts';
import { flipBit, storedTool } from './prepared-store.ts';

const home = makeTestHome();
const archive = join(home.path, '..', 'b.tar');
const database = join(home.path, 'kami.db');

beforeAll(async () => {
  home.env['KAMI_SECRETS_STORE'] = 'file';
  await home.must(['install', guestPath('echo')]);
  expect(await home.run(['secret', 'set', 'API_KEY'], 'hidden-value')).toMatchObject({ code: 0 });
});

afterAll(() => {
  home[Symbol.dispose]();
});

describe('kami backup and kami restore', () => {
  it('put back what was installed while a server runs, which notices', { timeout: 120_000 }, async () => {
    const trust = join(home.path, 'trust');
    mkdirSync(trust);
    const { stderr } = await home.must(['backup', archive]);
    expect(stderr).toContain('Not in it: the secrets API_KEY');
    expect(stderr).toContain(`Not in it, so keep a copy: ${trust}\n`);
    expect(readFileSync(archive, 'latin1')).not.toContain('hidden-value');
    const session = await openSession(home);
    const names = async (): Promise<string> =>
      JSON.stringify((await session.request('tools/list', {})).result);
    await home.must(['install', guestPath('say')]);
    await vi.waitUntil(async () => (await names()).includes('say'), { timeout: 20_000, interval: 50 });
    expect(await home.run(['restore', archive])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--yes') as string,
    });
    await home.must(['restore', archive, '--yes']);
    await vi.waitUntil(async () => !(await names()).includes('say'), { timeout: 20_000, interval: 50 });
    const call = await session.request('tools/call', { name: 'echo', arguments: { a: 'b' } });
    expect(JSON.stringify(call.result)).toContain('\\"a\\"');
    await session.close();
    await home.must(['verify', 'store']);
    expect((await home.must(['log', '--json'])).stdout).toContain('home.restored');
    const former = readdirSync(join(home.path, 'backups')).filter((name) =>
      name.startsWith('before-restore-'),
    );
    expect(former).toHaveLength(1);
  });

  it(
    'make a home anew from the archive alone, with secrets where they were asked for',
    { timeout: 60_000 },
    async () => {
      const whole = join(home.path, '..', 'whole.tar');
      expect((await home.must(['backup', whole, '--secrets'])).stderr).toContain(
        'secrets as plain text: API_KEY',
      );
      using other = makeTestHome();
      other.env['KAMI_SECRETS_STORE'] = 'file';
      await other.must(['restore', whole, '--yes']);
      expect((await other.must(['run', 'echo', 'a=b'])).stdout).toBe('{"a":"b"}\n');
      expect((await other.must(['secret', 'list'])).stdout).toContain('API_KEY');
      expect(readdirSync(join(other.path, 'tmp'))).toEqual([]);
    },
  );

  it(
    'refuse a damaged archive before anything is changed, and put a whole one in a garbage database’s place',
    { timeout: 60_000 },
    async () => {
      const bytes = readFileSync(archive);
      bytes[3000] = (bytes[3000] ?? 0) ^ 1;
      const bad = join(home.path, '..', 'bad.tar');
      writeFileSync(bad, bytes);
      const refused = await home.run(['restore', bad, '--yes']);
      expect(refused.code, refused.stderr).toBe(2);
      expect(refused.stderr).toContain('kami.db is missing or damaged');
      await home.must(['verify', 'store']);
      for (const suffix of ['-wal', '-shm']) rmSync(`${database}${suffix}`, { force: true });
      writeFileSync(database, 'garbage');
      const { stderr } = await home.must(['restore', archive, '--yes']);
      const kept = /kept in (\S+)/u.exec(stderr)?.[1] ?? '';
      expect(readFileSync(kept, 'utf8')).toBe('garbage');
      expect((await home.must(['list', '--json'])).stdout).toContain('local.echo');
    },
  );
});

describe('kami verify store', () => {
  it('names each finding and the command that mends it, which does', { timeout: 60_000 }, async () => {
    const { component } = storedTool(home, 'echo');
    flipBit(component);
    const { code, stdout } = await home.run(['verify', 'store']);
    expect(code).toBe(5);
    expect(stdout).toContain('the component of echo 0.0.0 is damaged');
    expect(stdout).toContain(`kami install ${guestPath('echo')}`);
    await home.must(['install', guestPath('echo')]);
    await home.must(['verify', 'store']);
  });
});
