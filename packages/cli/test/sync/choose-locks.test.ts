import { describe, expect, it } from 'vitest';
import { parseToolName } from '@kami/types';
import type { DeclaredTool, LockedTool } from '@kami/registry';
import { sampleLock } from '../../../registry/test/declaration/sample-lock.ts';
import { valueOf } from '../../../registry/test/sample-tool.ts';
import { chooseLocks } from '../../src/sync/choose-locks.ts';
import type { SyncFiles } from '../../src/sync/sync-files.ts';

const declare = (name: string, source = `./${name}`): DeclaredTool => ({
  name: valueOf(parseToolName(name)),
  source,
  grants: [],
});
const lock = sampleLock;

function filesOf(tools: readonly DeclaredTool[], locked: readonly LockedTool[] | undefined): SyncFiles {
  const text = tools
    .map(({ name, source }) => `[[tools]]\nname = "${name}"\nsource = "${source}"\n`)
    .join('');
  return {
    paths: { declaration: '/team/kami.toml', lock: '/team/kami.lock', folder: '/team' },
    declaration: { file: 'kami.toml', text, tools, declaresTools: true },
    lock: locked && { file: 'kami.lock', text: '', tools: locked },
  };
}

const free = { renews: [], frozen: false } as const;
const frozen = { renews: [], frozen: true } as const;

describe('chooseLocks', () => {
  it('gives each tool its entry, and none to one that is new', () => {
    const files = filesOf([declare('b'), declare('a')], [lock('a')]);
    expect(chooseLocks(files, free)).toEqual({ ok: true, value: [undefined, lock('a')] });
  });

  it('gives none to those that are renewed', () => {
    const files = filesOf([declare('a'), declare('b')], [lock('a'), lock('b')]);
    expect(chooseLocks(files, { renews: ['a'], frozen: false })).toEqual({
      ok: true,
      value: [undefined, lock('b')],
    });
    expect(chooseLocks(files, { renews: 'all', frozen: false })).toEqual({
      ok: true,
      value: [undefined, undefined],
    });
  });

  it('refuses another source than was locked, unless it is renewed', () => {
    const files = filesOf([declare('a', './fork')], [lock('a')]);
    expect(chooseLocks(files, free)).toMatchObject({
      ok: false,
      error: {
        code: 'KAMI_LOCK_MISMATCH',
        message: expect.stringContaining('kami.toml:3:10: field `tools[0].source`: a is not what') as string,
        hint: expect.stringContaining('kami sync --update a') as string,
      },
    });
    expect(chooseLocks(files, { renews: ['a'], frozen: false })).toMatchObject({ ok: true });
  });

  it.each([
    ['no lock', filesOf([declare('a')], undefined), 'kami.lock has no a'],
    ['a tool too few', filesOf([declare('a'), declare('b')], [lock('a')]), 'kami.lock has no b'],
    [
      'a tool too many',
      filesOf([declare('a')], [lock('a'), lock('b')]),
      'has b, which kami.toml does not name',
    ],
  ])('refuses to freeze with %s', (_what, files, words) => {
    expect(chooseLocks(files, frozen)).toMatchObject({
      error: { code: 'KAMI_LOCK_MISMATCH', message: expect.stringContaining(words) as string },
    });
    expect(chooseLocks(files, free)).toMatchObject({ ok: true });
  });

  it('freezes what is whole', () => {
    expect(chooseLocks(filesOf([declare('a')], [lock('a')]), frozen)).toMatchObject({ ok: true });
  });

  it('suggests the name for one that is not declared', () => {
    const chosen = chooseLocks(filesOf([declare('notes')], []), { renews: ['note'], frozen: false });
    expect(chosen).toMatchObject({ ok: false, error: { code: 'KAMI_USAGE', hint: 'Did you mean notes?' } });
  });
});
