import { ceilingViolation } from '@kami/registry';
import { parseGrant, type WantedCapability } from '@kami/sandbox';
import { parseNetRule, type Capability, type Permission } from '@kami/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withCapabilities } from '../../src/home/resolve-grants.ts';
import { suggestGrants } from '../../src/learning/suggest-grants.ts';
import { suggestPolicy } from '../../src/learning/suggest-policy.ts';
import { manifestWith, toolWith } from './sample-tool.ts';

const kept = { userHome: '/home/ann', kamiHome: '/home/ann/kami' };
const seen = (...wanted: readonly WantedCapability[]) =>
  wanted.map((one, index) => ({ what: `thing ${index}`, rule: 'r', wanted: one }));
const net = (method: string, target: string): WantedCapability => ({ kind: 'net', method, target });
const folder = (path: string, write = false): WantedCapability => ({ kind: 'folder', path, write });

describe('suggestGrants', () => {
  const none = toolWith('[security]').permission;

  it('names exactly the hosts, ports and methods that were seen', () => {
    const { grants } = suggestGrants(
      seen(
        net('POST', 'a.test:8443'),
        net('GET', 'a.test:8443'),
        net('GET', 'http://b.test'),
        net('BREW', 'c.test'),
      ),
      none,
      kept,
    );
    expect(grants).toEqual(['net=GET,POST a.test:8443', 'net=GET http://b.test', 'net=c.test']);
  });

  it('lends for reading unless something was to be changed', () => {
    const { grants } = suggestGrants(
      seen(folder('/mnt/a/1'), folder('/mnt/b/1'), folder('/mnt/b/2', true), folder('/data/x')),
      none,
      kept,
    );
    expect(grants).toEqual(['fs=a=DIR', 'fs=b=DIR:rw', 'private-folder']);
  });

  it('lends the folder behind a path of the host, and says how the tool finds it', () => {
    const { grants, lent } = suggestGrants(
      seen(folder('/srv/in voices/1.csv'), folder('/srv/in voices/sub/2.csv', true)),
      none,
      kept,
    );
    expect(grants).toEqual(['fs=in-voices=/srv/in voices:rw']);
    expect(lent).toEqual([{ folder: '/srv/in voices', guestPath: '/mnt/in-voices' }]);
  });

  it('leaves out what is granted by now, and says what no grant allows', () => {
    const rule = parseNetRule('GET,POST a.test');
    if (!rule.ok) throw new Error(rule.error);
    const permission: Permission = {
      ...none,
      net: [rule.value],
      env: ['LANG'],
      mounts: [{ name: 'a', hostPath: '/a', mode: 'ro' }],
    };
    const given = seen(
      net('GET', 'a.test'),
      { kind: 'env', key: 'LANG' },
      folder('/mnt/a/1'),
      folder('/etc/passwd'),
      net('PUT', 'a.test'),
    );
    const { grants, impossible } = suggestGrants(
      [...given, { what: 'a socket', rule: 's' }],
      permission,
      kept,
    );
    expect(grants).toEqual(['net=PUT a.test']);
    expect(impossible).toEqual(['thing 3 (rule r)', 'a socket (rule s)']);
  });
});

describe('suggestPolicy', () => {
  it('keeps what the tool holds and its own limits, and drops what it asked for and did not use', () => {
    const rule = parseNetRule('b.test');
    if (!rule.ok) throw new Error(rule.error);
    const table =
      '[security]\nnet_allow_list = ["b.test", "unused.test"]\nmax_memory_mb = 128\nisolation = "process"';
    const policy = suggestPolicy(toolWith(table, { net: [rule.value] }), ['net=GET a.test', 'env=LANG']);
    expect(policy).toEqual({
      table: [
        '[security]',
        'net_allow_list = ["b.test", "GET a.test"]',
        'env = ["LANG"]',
        'isolation = "process"',
        'max_memory_mb = 128',
      ].join('\n'),
      manifestChanges: true,
      commands: [
        "kami install ./probe --grant 'net=GET a.test' --grant env=LANG",
        "kami grant probe 'net=GET a.test' env=LANG",
      ],
    });
  });

  it('asks for no new manifest where the one there is enough', () => {
    const { manifestChanges, commands } = suggestPolicy(toolWith('[security]\nfs_access = "read-only"'), [
      'fs=a=DIR',
    ]);
    expect(manifestChanges).toBe(false);
    expect(commands).toEqual(['kami grant probe fs=a=DIR']);
  });

  it('gives a table that is parsed, and within which its own grants are', () => {
    const host = fc.constantFrom('a.test', 'http://b.test:81', '[::1]:8080', 'x_y.test', '"]\n[tool]');
    const wanted = fc.oneof(
      fc.tuple(fc.constantFrom('GET', 'POST', 'X'), host).map(([method, target]) => net(method, target)),
      fc
        .tuple(fc.constantFrom('/mnt/a/b', '/data', '/mnt/"/x', '/srv/x/"y"/z'), fc.boolean())
        .map(([path, write]) => folder(path, write)),
      fc.constantFrom('LANG', 'A_1', '"\n').map((key): WantedCapability => ({ kind: 'env', key })),
    );
    fc.assert(
      fc.property(fc.array(wanted, { maxLength: 8 }), (all) => {
        const tool = toolWith('[security]');
        const { grants } = suggestGrants(seen(...all), tool.permission, kept);
        const { security } = manifestWith(suggestPolicy(tool, grants).table);
        const capabilities = grants.flatMap((grant): readonly Capability[] => {
          const request = parseGrant(grant);
          if (!request.ok) throw new Error(request.error.message);
          const given = request.value;
          if (given.kind === 'mount')
            return [{ kind: 'mount', mount: { ...given, hostPath: given.folder } } as const];
          return given.kind === 'mount-mode' ? [] : [given];
        });
        expect(ceilingViolation(withCapabilities(tool.permission, capabilities), security)).toBeUndefined();
      }),
    );
  });
});
