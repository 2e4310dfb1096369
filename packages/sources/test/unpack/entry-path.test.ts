import { join, relative } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aliasOf, splitEntryPath } from '../../src/unpack/entry-path.ts';

describe('splitEntryPath', () => {
  it('reads plain names', () => {
    expect(splitEntryPath('a/b.txt')).toEqual(['a', 'b.txt']);
    expect(splitEntryPath('./a/')).toEqual(['a']);
    expect(splitEntryPath('./')).toEqual([]);
    expect(splitEntryPath('..a/...b/.c')).toEqual(['..a', '...b', '.c']);
  });

  it('says what is wrong with a name', () => {
    for (const path of ['..', '../a', 'a/../../b']) expect(splitEntryPath(path)).toBe('its name has ..');
    expect(splitEntryPath('/a')).toBe('its name is absolute');
  });

  it.each([
    '/a',
    '..',
    'a/..',
    '../a',
    'a//b',
    'a/./b',
    'a\\b',
    'C:a',
    'a\0',
    'a\n',
    'con',
    'LPT1.txt',
    'a.',
    'a ',
    'a'.repeat(256),
    '\u202ea',
    'a/'.repeat(33),
  ])('refuses %j', (path) => {
    expect(typeof splitEntryPath(path)).toBe('string');
  });

  it('never leads out of a folder', () => {
    const part = fc.oneof(fc.constantFrom('..', '.', '', '/', '\\', 'a', '%2e%2e', 'C:', '~'), fc.string());
    fc.assert(
      fc.property(
        fc.array(part).map((parts) => parts.join('/')),
        (path) => {
          const names = splitEntryPath(path);
          if (typeof names === 'string') return;
          const below = relative('/root/folder', join('/root/folder', ...names));
          expect(below.split('/')[0]).not.toBe('..');
          expect(below.startsWith('/')).toBe(false);
        },
      ),
    );
  });
});

describe('aliasOf', () => {
  it('is the same for names that some file system takes for one', () => {
    expect(aliasOf(['A', 'É'])).toBe(aliasOf(['a', 'e\u0301']));
    expect(aliasOf(['a', 'b'])).not.toBe(aliasOf(['a', 'c']));
  });
});
