import { parseToolName, type Capability } from '@kami/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  grantCommand,
  isPrivatePath,
  liftingGrants,
  mountNameOf,
  parseGrant,
  shellWord,
  type WantedCapability,
} from '../../src/index.ts';

const name = parseToolName('probe');
if (!name.ok) throw new Error('fixture');
const all = (): boolean => true;
const net = (method: string, target: string): WantedCapability => ({ kind: 'net', method, target });

describe('liftingGrants', () => {
  it('names the plain rule first and the narrower one where the manifest asks for no more', () => {
    const wanted = net('GET', 'http://localhost:8080');
    expect(liftingGrants(wanted, all)).toEqual([
      'net=http://localhost:8080',
      'net=GET http://localhost:8080',
    ]);
    const isNarrow = (given: Capability): boolean => given.kind === 'net' && given.rule.methods.length > 0;
    expect(liftingGrants(wanted, isNarrow)).toEqual(['net=GET http://localhost:8080']);
    expect(liftingGrants(wanted, () => false)).toEqual([]);
  });

  it('names no method that a rule cannot have', () => {
    expect(liftingGrants(net('PROPFIND', 'a.test'), all)).toEqual(['net=a.test']);
  });

  it.each<[WantedCapability, readonly string[]]>([
    [{ kind: 'folder', path: '/mnt/docs/a', write: true, lent: 'docs' }, ['fs=docs=:rw']],
    [{ kind: 'folder', path: '/mnt/docs/a', write: false }, ['fs=docs=DIR']],
    [{ kind: 'folder', path: '/mnt/docs', write: true }, ['fs=docs=DIR:rw']],
    [{ kind: 'folder', path: '/data/x', write: false }, ['private-folder']],
    [{ kind: 'folder', path: '/etc/passwd', write: false }, []],
    [{ kind: 'env', key: 'LANG' }, ['env=LANG']],
    [{ kind: 'secret', name: 'token' }, ['secret-read=token']],
  ])('gives the grant for %j', (wanted, grants) => {
    expect(liftingGrants(wanted, all)).toEqual(grants);
  });

  it('gives only what kami grant takes', () => {
    const wanted: fc.Arbitrary<WantedCapability> = fc.oneof(
      fc.tuple(fc.constantFrom('GET', 'BREW', 'get'), fc.string()).map(([m, target]) => net(m, target)),
      fc.record({ kind: fc.constant('folder' as const), path: fc.string(), write: fc.boolean() }),
      fc.record({
        kind: fc.constant('folder' as const),
        path: fc.string().map((rest) => `/mnt/${rest}`),
        write: fc.boolean(),
      }),
    );
    fc.assert(fc.property(wanted, (one) => liftingGrants(one, all).every((grant) => parseGrant(grant).ok)));
  });
});

describe('the commands', () => {
  it('are quoted for a shell where they have to be', () => {
    expect(grantCommand(name.value, 'env=LANG')).toBe('kami grant probe env=LANG');
    expect(grantCommand(name.value, 'net=GET http://[::1]:80')).toBe(
      "kami grant probe 'net=GET http://[::1]:80'",
    );
    expect(shellWord("it's")).toBe(String.raw`'it'\''s'`);
    expect(shellWord('$(id)')).toBe("'$(id)'");
    expect(shellWord('')).toBe("''");
  });
});

describe('guest paths', () => {
  it('tell the mount and the private folder', () => {
    expect(['/mnt/docs/a', '/mnt/docs', '/mnt', '/mnt/A/b', '/etc/docs'].map(mountNameOf)).toEqual([
      'docs',
      'docs',
      undefined,
      undefined,
      undefined,
    ]);
    expect(['/data', '/data/x', '/database', '/mnt/data'].map(isPrivatePath)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
