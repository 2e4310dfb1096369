import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

import { createKeyPair, parsePublicKey, readPrivateKey, readPublicKey } from '../../src/key/index.ts';

const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);
const containing = (text: string): unknown => expect.stringContaining(text);

const folder = mkdtempSync(join(tmpdir(), 'kami-key-'));
const fileOf = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('createKeyPair', () => {
  it('makes a key that signs, and whose public half has its fingerprint', async () => {
    const pair = createKeyPair();
    const maker = await readPrivateKey(fileOf('a.key', pair.privateKey));
    const key = await readPublicKey(fileOf('a.pub', pair.publicKey));
    if (!maker.ok || !key.ok) throw new Error('no key');
    expect([maker.value.fingerprint, key.value.fingerprint]).toEqual([pair.fingerprint, pair.fingerprint]);
    const bytes = Buffer.from('x');
    const { signature } = maker.value.sign(bytes);
    expect(verify('sha256', bytes, createPublicKey(pair.publicKey), Buffer.from(signature, 'base64'))).toBe(
      true,
    );
  });

  it('encrypts the private half by a passphrase', async () => {
    const path = fileOf('b.key', createKeyPair('open sesame').privateKey);
    expect((await readPrivateKey(path, 'open sesame')).ok).toBe(true);
    expect(await readPrivateKey(path)).toMatchObject({
      ok: false,
      error: { code: 'KAMI_USAGE', hint: containing('--passphrase-env') },
    });
    expect(await readPrivateKey(path, 'wrong')).toMatchObject({
      ok: false,
      error: { message: containing('passphrase') },
    });
  });
});

describe('readPrivateKey', () => {
  it.each([
    ['nothing', '', /no private key in PEM/],
    [
      'a key of cosign',
      '-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED SIGSTORE PRIVATE KEY-----',
      /form of its own/,
    ],
    [
      'another curve',
      generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ format: 'pem', type: 'pkcs8' }),
      /P-256/,
    ],
  ])('refuses %s', async (name, text, message) => {
    expect(await readPrivateKey(fileOf(`${name}.key`, String(text)))).toMatchObject({
      ok: false,
      error: { code: 'KAMI_USAGE', message: matching(message) },
    });
  });

  it('says when there is no file', async () => {
    expect(await readPrivateKey(join(folder, 'none'))).toMatchObject({
      ok: false,
      error: { code: 'KAMI_SOURCE_UNREADABLE' },
    });
  });
});

describe('parsePublicKey', () => {
  it.each([
    ['a private key', createKeyPair().privateKey, /private key/],
    ['no key', 'hello', /does not begin/],
    ['a damaged key', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', /decoded/],
    [
      'RSA',
      generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'pem', type: 'spki' }),
      /P-256/,
    ],
    ['a long text', `-----BEGIN PUBLIC KEY-----${' '.repeat(70_000)}`, /longer/],
  ])('refuses %s', (_name, text, message) => {
    expect(parsePublicKey(String(text), 'x.pub')).toMatchObject({
      ok: false,
      error: { code: 'KAMI_CONFIG_INVALID', message: matching(message) },
    });
  });

  it('reads none from a file that is not there', async () => {
    expect(await readPublicKey(join(folder, 'none'))).toMatchObject({
      ok: false,
      error: { message: containing('does not exist') },
    });
  });
});
