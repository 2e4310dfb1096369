import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates } from 'node:tls';
import { afterAll, describe, expect, it } from 'vitest';
import { readCertificateAuthorities } from '@kami/host-node';
import { makeKeyPair } from './egress-fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'kami-authorities-'));
const path = join(folder, 'ca.pem');
afterAll(() => rmSync(folder, { recursive: true }));

describe('readCertificateAuthorities', () => {
  it('gives those of the file beside those of Node', async () => {
    const [one = '', two = ''] = getCACertificates('bundled');
    writeFileSync(path, `# mine\n${one}\n${two}`);
    const read = await readCertificateAuthorities(path);
    expect(read.ok && read.value.slice(-2)).toEqual([one.trim(), two.trim()]);
    expect(read.ok && read.value.length).toBe(getCACertificates('default').length + 2);
  });

  it('takes the certificate of an authority, broken ones and other files for what they are', async () => {
    const broken = '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----';
    for (const text of ['', 'no certificate', broken, makeKeyPair('x.test')?.key ?? '']) {
      writeFileSync(path, text);
      expect(await readCertificateAuthorities(path)).toEqual({
        ok: false,
        error: `${path} holds no certificates of authorities in PEM form`,
      });
    }
    expect(await readCertificateAuthorities(join(folder, 'nothing'))).toMatchObject({ ok: false });
  });
});
