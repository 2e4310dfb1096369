import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseToolSet } from '@kami/registry';
import { declaredPermission, grantRefusal } from '../../src/sync/declared-grant.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kami-sync-')));
const home = join(folder, 'home');
for (const name of ['data', 'home', 'team']) mkdirSync(join(folder, name));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The permission of a file's only tool, whose grants stand on its fourth line. */
async function permissionOf(grants: readonly string[], base = folder): Promise<unknown> {
  const text = `[[tools]]\nname = "a"\nsource = "x"\ngrants = ${JSON.stringify(grants)}\n`;
  const declaration = { file: 'kami.toml', text };
  const set = parseToolSet(declaration, grantRefusal);
  const [declared] = set.ok ? set.value.tools : [];
  if (declared === undefined) return set;
  return declaredPermission({ declared, declaration, index: 0, folder: base }, home);
}

describe('grantRefusal', () => {
  it.each([
    'net=GET api.example.com',
    'fs=data=./data:rw',
    'private-folder',
    'env=LANG',
    'secret=A@x.example',
  ])('takes %s', (text) => expect(grantRefusal(text)).toBeUndefined());

  it.each([
    ['everything', 'expected net='],
    ['fs=data=:rw', 'expected the folder too'],
    ['net=*', 'expected'],
  ])('refuses %s', (text, words) => expect(grantRefusal(text)).toContain(words));
});

describe('declaredPermission', () => {
  it('finds folders from the folder of the file, wherever the command runs', async () => {
    const mount = (hostPath: string) => ({
      value: { mounts: [{ name: 'd', hostPath, mode: 'ro' }] },
    });
    expect(await permissionOf(['fs=d=./data'])).toMatchObject(mount(join(folder, 'data')));
    expect(await permissionOf(['fs=d=../data'], join(folder, 'team'))).toMatchObject(
      mount(join(folder, 'data')),
    );
    expect(await permissionOf([`fs=d=${join(folder, 'data')}`])).toMatchObject(mount(join(folder, 'data')));
  });

  it.each([
    [['fs=d=./missing'], 'there is no such folder'],
    [['fs=d=./home'], "inside, KAMI's home"],
    [['fs=d=..', 'env=A'], 'cannot be lent'],
    [['fs=d=/proc'], '/proc is never lent'],
    [['env=A', 'fs=d=./data', 'fs=d=./team'], 'takes the place of an earlier grant'],
    [['secret=A@x.example', 'secret=B@x.example'], 'takes the place of an earlier grant'],
  ])('refuses %j at its place', async (grants, words) => {
    const base = grants.includes('fs=d=..') ? home : folder;
    const refused = await permissionOf(grants, base);
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'KAMI_USAGE', message: expect.stringContaining(words) as string },
    });
    expect(refused).toMatchObject({
      error: { message: expect.stringMatching(/^kami\.toml:4:\d+: field `tools\[0\]/u) as string },
    });
  });
});
