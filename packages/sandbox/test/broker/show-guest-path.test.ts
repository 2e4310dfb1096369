import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { showGuestPath, showPathBelow } from '../../src/broker/show-guest-path.ts';

describe('showGuestPath', () => {
  it('leaves a path as it is that can be shown', () => {
    expect(showGuestPath('/mnt/work/Ä b 😀.txt')).toBe('/mnt/work/Ä b 😀.txt');
  });

  it('is one line of well-formed text of bounded length, whatever the path', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), fc.nat(3000), (path, repeat) => {
        const shown = showGuestPath(path.repeat(1 + (repeat % 7)));
        expect(shown.isWellFormed()).toBe(true);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(shown.length).toBeLessThanOrEqual(300 * 9 + 1);
      }),
    );
  });
});

describe('showPathBelow', () => {
  it('puts a path under its directory, and an absolute one as it was given', () => {
    expect(showPathBelow('/mnt/work', '../x')).toBe('/mnt/work/../x');
    expect(showPathBelow('/mnt/work', '/etc/passwd')).toBe('/etc/passwd');
  });
});
