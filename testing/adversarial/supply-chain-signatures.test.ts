import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { makeTestHome } from '../e2e/kami.ts';
import { makeToolFolder } from '../e2e/tool-folder.ts';
import { guestPath } from '../guests/index.ts';
import { LOCAL_ISSUER, LOCAL_SUBJECT, makeLocalSigstore } from '../sigstore/local-sigstore.ts';

const home = makeTestHome({ lends: false });
const place = join(home.path, '..');
const wasm = join(place, 'words.wasm');
const sigstore = await makeLocalSigstore();

beforeAll(async () => {
  mkdirSync(home.path, { mode: 0o700 });
  copyFileSync(guestPath('words-c'), wasm);
  await home.must(['key', 'create', join(place, 'acme')]);
  await home.must(['key', 'create', join(place, 'mallory')]);
  writeFileSync(join(place, 'root.json'), sigstore.trustedRoot);
  await home.must(['trust', 'import', join(place, 'root.json')]);
  writeFileSync(
    join(home.path, 'config.toml'),
    [
      '[trust.acme]',
      `sources = [${JSON.stringify(`${place}/*`)}]`,
      'signatures = "require"',
      `keys = [${JSON.stringify(join(place, 'acme.pub'))}]`,
      `identities = [{ issuer = ${JSON.stringify(LOCAL_ISSUER)}, subject = ${JSON.stringify(LOCAL_SUBJECT)} }]`,
    ].join('\n'),
  );
});
afterAll(() => {
  home[Symbol.dispose]();
});

describe('a signature by somebody else', () => {
  it('case 108: by another key, identity or issuer is refused, before anything is stored or run', async () => {
    const folder = makeToolFolder(home, 'words-c', []);
    await home.must(['sign', folder, '--key', join(place, 'mallory.key')]);
    const byKey = await home.run(['install', folder]);
    expect(byKey.code, byKey.stderr).toBe(3);
    expect(byKey.stderr).toContain('and no [trust] table does');
    expect(byKey.stderr).toContain('[trust.acme] of config.toml: keys = [');

    const bytes = readFileSync(wasm);
    for (const how of [
      { subject: 'https://code.example.test/mallory/tool' },
      { issuer: 'https://issuer.mallory.test' },
    ]) {
      writeFileSync(`${wasm}.sigstore.json`, await sigstore.signBytes(bytes, how));
      const byIdentity = await home.run(['install', wasm]);
      expect(byIdentity.code, byIdentity.stderr).toBe(3);
      expect(byIdentity.stderr).toContain('KAMI_SIGNATURE_REFUSED');
      expect(byIdentity.stderr).toContain('identities = [{ issuer = ');
      expect((await home.run(['run', wasm, 'text=a'])).code).toBe(3);
    }
    expect((await home.must(['list', '--json'])).stdout).toContain('"tools":[]');
    expect(existsSync(join(home.path, 'store', 'sha256'))).toBe(false);

    writeFileSync(`${wasm}.sigstore.json`, await sigstore.signBytes(bytes));
    expect((await home.must(['install', wasm])).stderr).toContain(
      `${LOCAL_SUBJECT} (by ${LOCAL_ISSUER}), accepted by [trust.acme]`,
    );
  });
});
