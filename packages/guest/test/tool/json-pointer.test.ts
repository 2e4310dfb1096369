import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toJsonPointer } from '../../src/tool/json-pointer.ts';

const parse = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

describe('toJsonPointer', () => {
  it('is the empty text for the root and escapes as RFC 6901 says', () => {
    expect(toJsonPointer(undefined)).toBe('');
    expect(toJsonPointer(['a/b', { key: 'm~n' }, 0])).toBe('/a~1b/m~0n/0');
  });

  it('can be read back, whatever the keys', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('~', '/', '0', '1') }))),
        (path) => {
          expect(parse(toJsonPointer(path))).toEqual(path);
        },
      ),
    );
  });
});
