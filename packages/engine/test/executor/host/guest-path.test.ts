import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placePath } from '../../../src/executor/host/guest-path.ts';

const data = { guestPath: '/data', handle: 1, writable: true };
const lent = { guestPath: '/mnt/docs', handle: 2, writable: false };
const PREOPENS = [data, lent];

describe('placePath', () => {
  it.each([
    ['/data', data, '.'],
    ['/data/', data, '.'],
    ['/data/a/./b//c', data, 'a/b/c'],
    ['/data/a/../b', data, 'b'],
    ['/data/../mnt/docs', data, 'mnt/docs'],
    ['//mnt//docs/x', lent, 'x'],
  ])('places %s', (path, root, rest) => {
    expect(placePath(PREOPENS, path)).toEqual({ root, path: rest });
  });

  it('knows what is outside and what is no absolute path', () => {
    expect(placePath(PREOPENS, '/database')).toBe('outside');
    expect(placePath(PREOPENS, '/mnt')).toBe('outside');
    expect(placePath(PREOPENS, '/')).toBe('outside');
    expect(placePath([], '/data')).toBe('outside');
    expect(placePath(PREOPENS, 'data/x')).toBeUndefined();
    expect(placePath(PREOPENS, '')).toBeUndefined();
  });

  it('never leaves its root', () => {
    const part = fc.constantFrom('..', '.', '', 'a', 'data', 'mnt', 'docs');
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const placed = placePath(PREOPENS, `/${parts.join('/')}`);
        if (typeof placed !== 'object') return;
        expect(
          placed.path === '.' ||
            placed.path.split('/').every((one) => one !== '' && one !== '.' && one !== '..'),
        ).toBe(true);
      }),
    );
  });
});
