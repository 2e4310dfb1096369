import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTarHeader, parseTarHeader, TAR_BLOCK } from '../../src/archive/tar-header.ts';

const name = fc.stringMatching(/^[a-z0-9.-]{1,64}$/);
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const size = fc.integer({ min: 0, max: 8 ** 11 - 1 });

describe('formatTarHeader', () => {
  it('is read back as what was written', () => {
    fc.assert(
      fc.property(path, size, (given, bytes) => {
        const header = formatTarHeader({ path: given, size: bytes });
        expect(header).toHaveLength(TAR_BLOCK);
        expect(parseTarHeader(header ?? Buffer.alloc(0))).toEqual({ path: given, size: bytes });
      }),
    );
  });

  it('has no room for long names, other characters and sizes from 8 GiB', () => {
    for (const given of ['x'.repeat(101), `${'x'.repeat(156)}/y`, `a/${'x'.repeat(101)}`, 'ä', 'a\nb', ''])
      expect(formatTarHeader({ path: given, size: 1 }), given).toBeUndefined();
    expect(formatTarHeader({ path: 'a', size: 8 ** 11 })).toBeUndefined();
  });
});

describe('parseTarHeader', () => {
  it('reads no header with any byte changed as another file', () => {
    const entry = { path: 'store/a', size: 1234 };
    const header = formatTarHeader(entry) ?? Buffer.alloc(0);
    fc.assert(
      fc.property(fc.nat(TAR_BLOCK - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Buffer.from(header);
        changed[at] = (changed[at] ?? 0) ^ change;
        expect([undefined, entry]).toContainEqual(parseTarHeader(changed));
      }),
    );
  });

  it('takes any block without a throw, and zeros as the end', () => {
    expect(parseTarHeader(Buffer.alloc(TAR_BLOCK))).toBe('end');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: TAR_BLOCK + 1 }), (bytes) => {
        const parsed = parseTarHeader(Buffer.from(bytes));
        expect(parsed === undefined || parsed === 'end').toBe(true);
      }),
    );
  });
});
