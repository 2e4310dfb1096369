import { describe, expect, it } from 'vitest';
import { parseNetRule } from '@kami/types';
import { denialEventData, grantableTo, withheldVariables } from '../../src/call/denied-capabilities.ts';
import { fakeTool, must } from '../support/fixtures.ts';

const SECURITY = { net: [], fsAccess: 'none', env: ['LANG', 'HOME'], secrets: [] } as const;
const plain = fakeTool();
const asking = {
  ...plain,
  imports: ['wasi:cli/environment@0.2.3'],
  manifest: { ...plain.manifest, security: SECURITY },
};

describe('grantableTo', () => {
  it('holds for what the manifest asks for, and for nothing else', () => {
    const rule = must(parseNetRule('GET a.test'));
    const isGrantable = grantableTo({ ...SECURITY, fsAccess: 'read-only', net: [rule] });
    const mount = { name: 'x', hostPath: '/x', mode: 'ro' } as const;
    expect(isGrantable({ kind: 'net', rule })).toBe(true);
    expect(isGrantable({ kind: 'net', rule: { ...rule, methods: [] } })).toBe(false);
    expect(isGrantable({ kind: 'mount', mount })).toBe(true);
    expect(isGrantable({ kind: 'mount', mount: { ...mount, mode: 'rw' } })).toBe(false);
    expect(isGrantable({ kind: 'private-folder' })).toBe(false);
    expect(isGrantable({ kind: 'env', key: 'LANG' })).toBe(true);
    expect(isGrantable({ kind: 'env', key: 'PATH' })).toBe(false);
  });
});

describe('withheldVariables', () => {
  it('are those that the manifest asks for and no grant gives', () => {
    const permission = { ...plain.permission, env: ['HOME'] };
    expect(withheldVariables({ ...asking, permission })).toEqual([
      {
        what: 'to read the environment variable LANG',
        rule: 'env.not-granted',
        hint: 'kami grant probe env=LANG',
        wanted: { kind: 'env', key: 'LANG' },
      },
    ]);
  });

  it('are none of a component that can read none', () => {
    expect(withheldVariables({ ...asking, imports: ['wasi:cli/stdout@0.2.3'] })).toEqual([]);
  });
});

describe('denialEventData', () => {
  it('holds the words, the rule, the command and what was missing', () => {
    const [denial] = withheldVariables(asking);
    if (denial === undefined) throw new Error('none');
    expect(denialEventData(denial)).toEqual({
      what: 'to read the environment variable LANG',
      rule: 'env.not-granted',
      grant: 'kami grant probe env=LANG',
      wanted: { kind: 'env', key: 'LANG' },
    });
    expect(denialEventData({ what: 'x', rule: 'r' })).toEqual({ what: 'x', rule: 'r' });
  });
});
