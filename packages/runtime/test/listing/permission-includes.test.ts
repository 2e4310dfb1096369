import { NO_PERMISSION, parseNetRule, type Permission } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { permissionIncludes } from '../../src/index.ts';
import { must } from '../support/fixtures.ts';

const rule = must(parseNetRule('api.example.com'));
const mount = { name: 'docs', hostPath: '/srv', mode: 'ro' as const };
const all: Permission = { net: [rule], mounts: [mount], privateFolder: true, env: ['A'] };

describe('permissionIncludes', () => {
  it('holds for the same and for more', () => {
    expect(permissionIncludes(all, all)).toBe(true);
    expect(permissionIncludes(all, NO_PERMISSION)).toBe(true);
  });

  it.each<[string, Partial<Permission>]>([
    ['a rule', { net: [] }],
    ['a mount', { mounts: [] }],
    ['a mount that now is another folder', { mounts: [{ ...mount, hostPath: '/other' }] }],
    ['the private folder', { privateFolder: false }],
    ['a variable', { env: [] }],
  ])('does not hold without %s', (_what, less) => {
    expect(permissionIncludes({ ...all, ...less }, all)).toBe(false);
  });
});
