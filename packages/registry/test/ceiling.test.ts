import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ceilingViolation, coversRule, grantFromCeiling, parseManifest } from '@kami/registry';
import {
  NO_PERMISSION,
  parseNetRule,
  type NetRule,
  type Permission,
  type RequestedSecurity,
  type SecretGrant,
} from '@kami/types';
import { manifestText } from './manifest/manifest-text.ts';

function rule(text: string): NetRule {
  const read = parseNetRule(text);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

const CEILING: RequestedSecurity = {
  net: [rule('GET *.example.com'), rule('api.test')],
  fsAccess: 'read-only',
  env: ['LANG'],
  secrets: ['key'],
  secretsRead: ['token'],
};
const header = (name: string): readonly SecretGrant[] => [
  { use: 'header', name, scheme: 'https', host: 'api.test', port: 443 },
];
const mount = (mode: 'ro' | 'rw'): { name: string; hostPath: string; mode: 'ro' | 'rw' } => ({
  name: 'docs',
  hostPath: '/docs',
  mode,
});

describe('ceilingViolation', () => {
  it.each([
    ['nothing', {}, undefined],
    ['a rule as asked for', { net: [rule('GET *.example.com')] }, undefined],
    ['a host below a wildcard', { net: [rule('GET a.example.com')] }, undefined],
    ['a narrower wildcard', { net: [rule('GET *.a.example.com')] }, undefined],
    ['fewer methods', { net: [rule('HEAD api.test')] }, undefined],
    ['the wildcard host itself', { net: [rule('GET example.com')] }, 'net=GET example.com'],
    ['a host that only ends alike', { net: [rule('GET evilexample.com')] }, 'net=GET evilexample.com'],
    ['more methods', { net: [rule('a.example.com')] }, 'net=a.example.com'],
    ['another method', { net: [rule('POST a.example.com')] }, 'net=POST a.example.com'],
    ['another scheme', { net: [rule('http://api.test')] }, 'net=http://api.test'],
    ['another port', { net: [rule('api.test:8443')] }, 'net=api.test:8443'],
    ['a wildcard of a plain host', { net: [rule('*.api.test')] }, 'net=*.api.test'],
    ['a variable that was asked for', { env: ['LANG'] }, undefined],
    ['another variable', { env: ['HOME'] }, 'env=HOME'],
    ['a folder for reading', { mounts: [mount('ro')] }, undefined],
    ['a folder for writing', { mounts: [mount('rw')] }, 'fs=docs for writing'],
    ['a secret that was asked for', { secrets: header('key') }, undefined],
    ['sending what may be read', { secrets: header('token') }, undefined],
    ['another secret', { secrets: header('other') }, 'secret=other@api.test'],
    ['reading what may be read', { secrets: [{ use: 'read', name: 'token' }] }, undefined],
    ['reading what may only be sent', { secrets: [{ use: 'read', name: 'key' }] }, 'secret-read=key'],
    ['a private folder', { privateFolder: true }, 'a private folder'],
  ] satisfies [string, Partial<Permission>, string | undefined][])('%s: %#', (_, permission, expected) => {
    expect(ceilingViolation({ ...NO_PERMISSION, ...permission }, CEILING)).toBe(expected);
  });

  it('allows no folder where none was asked for, and all where a sandbox was', () => {
    expect(
      ceilingViolation({ ...NO_PERMISSION, mounts: [mount('ro')] }, { ...CEILING, fsAccess: 'none' }),
    ).toBe('fs=docs for reading');
    expect(
      ceilingViolation(
        { ...NO_PERMISSION, mounts: [mount('rw')], privateFolder: true },
        { ...CEILING, fsAccess: 'sandbox' },
      ),
    ).toBeUndefined();
  });
});

describe('coversRule', () => {
  const rules = fc.record({
    methods: fc.subarray(['GET', 'POST']),
    scheme: fc.constantFrom<'http' | 'https'>('http', 'https'),
    host: fc.constantFrom('b.c', 'a.b.c', 'ab.c', 'x.a.b.c'),
    subdomains: fc.boolean(),
    port: fc.constantFrom(80, 443),
  });
  const matches = (given: NetRule, host: string, method: string): boolean =>
    (given.methods.length === 0 || given.methods.includes(method)) &&
    (given.subdomains ? host.endsWith(`.${given.host}`) : host === given.host);

  it('means that every request of the narrower rule matches the wider one', () => {
    fc.assert(
      fc.property(rules, rules, (asked, given) => {
        const hosts = ['b.c', 'a.b.c', 'ab.c', 'x.a.b.c', 'y.x.a.b.c', 'y.b.c', 'z.ab.c'];
        const subset =
          asked.scheme === given.scheme &&
          asked.port === given.port &&
          hosts.every((host) =>
            ['GET', 'POST', 'PUT'].every(
              (method) => !matches(given, host, method) || matches(asked, host, method),
            ),
          );
        expect(coversRule(asked, given)).toBe(subset);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('grantFromCeiling', () => {
  it('gives network and variables, no folders of the host and no secrets, and the private folder of a sandbox', () => {
    const security = 'net_allow_list = ["a.com"]\nenv = ["LANG"]\nsecrets = ["token"]\nfs_access = "sandbox"';
    const read = parseManifest(manifestText({ security }));
    if (!read.ok) throw new Error(read.error.message);
    const grant = grantFromCeiling(read.value);
    expect(grant).toEqual({ net: [rule('a.com')], env: ['LANG'], mounts: [], privateFolder: true });
    expect(ceilingViolation(grant, read.value.security)).toBeUndefined();
  });

  it('gives no private folder with read-only access', () => {
    const read = parseManifest(manifestText({ security: 'fs_access = "read-only"' }));
    expect(read.ok && grantFromCeiling(read.value).privateFolder).toBe(false);
  });
});
