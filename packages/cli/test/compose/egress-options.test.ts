import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates } from 'node:tls';
import { afterAll, describe, expect, it } from 'vitest';
import { readEgressOptions } from '../../src/compose/egress-options.ts';

const folder = mkdtempSync(join(tmpdir(), 'kami-egress-options-'));
afterAll(() => rmSync(folder, { recursive: true }));

const NOTHING = { caFile: '', dns: [], proxy: '' } as const;
const write = (text: string): string => {
  const path = join(folder, 'ca.pem');
  writeFileSync(path, text);
  return path;
};
const [authority = ''] = getCACertificates('bundled');

describe('readEgressOptions', () => {
  it('says nothing where nothing is set', async () => {
    expect(await readEgressOptions(NOTHING)).toEqual({ ok: true, value: {} });
  });

  it('adds authorities to those of Node', async () => {
    const read = await readEgressOptions({ ...NOTHING, caFile: write(`# mine\n${authority}\n${authority}`) });
    const trusted = read.ok ? read.value.certificateAuthorities : undefined;
    expect(trusted).toHaveLength(getCACertificates('default').length + 2);
  });

  it('reads the address of a proxy, and makes a resolver of name servers', async () => {
    const proxy = (text: string) => readEgressOptions({ ...NOTHING, proxy: text });
    expect(await proxy('http://proxy:3128')).toEqual({
      ok: true,
      value: { proxy: { host: 'proxy', port: 3128 } },
    });
    expect(await proxy('http://[::1]:80')).toEqual({ ok: true, value: { proxy: { host: '::1', port: 80 } } });
    expect(await readEgressOptions({ ...NOTHING, dns: ['127.0.0.1:5353'] })).toMatchObject({
      ok: true,
      value: { resolve: expect.any(Function) as unknown },
    });
  });

  it.each([
    [
      'a file that is not there',
      { caFile: '/nowhere/ca.pem' },
      'network.ca_file cannot be used: /nowhere/ca.pem cannot be read (ENOENT).',
    ],
    [
      'a name server that is no address',
      { dns: ['300.1.1.1'] },
      'network.dns cannot be used: 300.1.1.1 holds what is no address.',
    ],
    ['a port that is none', { proxy: 'http://proxy:99999' }, 'network.proxy cannot be used'],
  ])('refuses %s', async (_case, network, message) => {
    const read = await readEgressOptions({ ...NOTHING, ...network });
    expect(read.ok ? '' : read.error.code).toBe('KAMI_CONFIG_INVALID');
    expect(read.ok ? '' : read.error.message).toContain(message);
  });

  it.each(['', 'no certificate', '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----'])(
    'refuses a file without certificates: %j',
    async (text) => {
      const read = await readEgressOptions({ ...NOTHING, caFile: write(text) });
      expect(read.ok ? '' : read.error.message).toContain('holds no certificates of authorities in PEM form');
    },
  );
});
