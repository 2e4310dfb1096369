import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maySuggest, suggestFolders } from '../../src/learning/suggest-folders.ts';

const kept = { userHome: '/home/ann', kamiHome: '/home/ann/.local/share/kami' };

describe('suggestFolders', () => {
  it.each([
    [['/srv/data/a/1', '/srv/data/a/2'], ['/srv/data/a']],
    [['/srv/data/a/1', '/srv/data/b/2'], ['/srv/data']],
    [['/home/ann/work/x'], ['/home/ann/work']],
    // Only the home holds both: one for each.
    [
      ['/home/ann/work/x', '/home/ann/other/y'],
      ['/home/ann/work', '/home/ann/other'],
    ],
    [['/home/ann/x'], []],
    [['/etc/passwd'], []],
    [['/a', '/srv/data/x'], ['/srv/data']],
    [['/home/ann/.ssh/id', '/home/ann/.ssh/known/x'], []],
    [['/home/ann/.local/share/kami/data/x'], []],
    [['/home/ann/.config/x'], []],
    [['/home/ann/.local/share/keyrings/x'], []],
    [['/srv/data\u202e/x'], []],
    [[], []],
  ])('of %j is %j', (paths, folders) => {
    expect(suggestFolders(paths, kept)).toEqual(folders);
  });

  it('never suggests the root, the home, or what holds keys, whatever was tried', () => {
    const part = fc.constantFrom(
      'home',
      'ann',
      '.ssh',
      '.aws',
      '.local',
      'share',
      'kami',
      'etc',
      'work',
      'a',
    );
    const path = fc.array(part, { maxLength: 6 }).map((parts) => `/${parts.join('/')}`);
    fc.assert(
      fc.property(fc.array(path, { maxLength: 5 }), (paths) => {
        for (const folder of suggestFolders(paths, kept)) {
          expect(maySuggest(folder, kept)).toBe(true);
          for (const held of ['/home/ann', '/home/ann/.ssh', '/home/ann/.aws', kept.kamiHome])
            expect(`${held}/`.startsWith(`${folder}/`)).toBe(false);
          expect(folder.split('/').length).toBeGreaterThan(2);
        }
      }),
    );
  });
});
