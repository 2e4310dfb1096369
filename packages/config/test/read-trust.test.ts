import { describe, expect, it } from 'vitest';

import { readTrust } from '../src/read-trust.ts';
import { parseTomlSettings } from '../src/toml-settings.ts';

const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);

const read = (text: string) => {
  const settings = parseTomlSettings(text, 'c.toml', (line) => ({
    kind: 'file',
    path: 'c.toml',
    ...(line === undefined ? {} : { line }),
  }));
  if (!settings.ok) throw new Error(settings.error.message);
  return readTrust(settings.value);
};
const table = (lines: string): string => `[trust.acme]\nsources = ["/srv/*"]\n${lines}`;

describe('readTrust', () => {
  it('reads tables in the order of the file, and passes other settings over', () => {
    const found = read(
      `[log]\nlevel = "info"\n[trust.b]\nsources = ["*"]\nsignatures = "off"\n${table(
        'signatures = "require"\nkeys = ["acme.pub"]\nidentities = [{ issuer = "https://i.test", subject = "https://c.test/*" }]',
      )}`,
    );
    expect(found.ok && found.value).toEqual([
      {
        name: 'b',
        sources: ['*'],
        mode: 'off',
        keys: [],
        identities: [],
        source: { kind: 'file', path: 'c.toml', line: 3 },
      },
      {
        name: 'acme',
        sources: ['/srv/*'],
        mode: 'require',
        keys: ['acme.pub'],
        identities: [{ issuer: 'https://i.test', subject: 'https://c.test/*' }],
        source: { kind: 'file', path: 'c.toml', line: 6 },
      },
    ]);
  });

  it.each([
    ['a name', '[trust.Acme]\nsources = ["*"]\nsignatures = "off"', /no table of whom to trust/],
    ['no table', '[trust]\nacme = 1', /is not a table/],
    ['no mode', table('keys = ["a.pub"]'), /needs signatures/],
    ['another mode', table('signatures = "yes"\nkeys = ["a.pub"]'), /needs signatures/],
    ['a misspelt key', table('signatures = "require"\nkeys = ["a.pub"]\nidentites = []'), /has "identites"/],
    ['nobody', table('signatures = "require"'), /accepts nobody/],
    ['no sources', '[trust.acme]\nsignatures = "off"', /needs sources/],
    [
      'a star in a host',
      '[trust.acme]\nsources = ["oci://ghcr.io*"]\nsignatures = "off"',
      /no \* in the name of a host/,
    ],
    ['a relative path', '[trust.acme]\nsources = ["tools/*"]\nsignatures = "off"', /needs sources/],
    ['keys that are none', table('signatures = "require"\nkeys = "a.pub"'), /no list of files/],
    [
      'everybody of an issuer',
      table('signatures = "require"\nidentities = [{ issuer = "https://i.test", subject = "*" }]'),
      /identities/,
    ],
    [
      'an issuer by a pattern',
      table('signatures = "require"\nidentities = [{ issuer = "https://*", subject = "a" }]'),
      /identities/,
    ],
    [
      'an identity with more',
      table('signatures = "require"\nidentities = [{ issuer = "https://i.test", subject = "a", x = 1 }]'),
      /identities/,
    ],
  ])('refuses %s', (_what, text, message) => {
    const refused = read(text);
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'KAMI_CONFIG_INVALID', message: matching(message) },
    });
    expect(!refused.ok && refused.error.message).toMatch(/c\.toml:\d+: trust/u);
  });
});
