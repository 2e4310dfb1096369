import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { stripCoreModule } from '../../src/prepare/strip-core-module.ts';

const PREAMBLE = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const TYPES = [1, 4, 1, 0x60, 0, 0];

function custom(name: string, content: readonly number[] = [7]): readonly number[] {
  const bytes = [name.length, ...Buffer.from(name), ...content];
  return [0, bytes.length, ...bytes];
}

const strip = (...sections: readonly (readonly number[])[]) => {
  const { bytes, hasComponentType } = stripCoreModule(Uint8Array.from([...PREAMBLE, ...sections.flat()]));
  return { sections: [...bytes.subarray(PREAMBLE.length)], hasComponentType };
};

describe('stripCoreModule', () => {
  it('leaves out custom sections and keeps all others', () => {
    expect(strip(custom('name'), TYPES, custom('.debug_info'), custom('component-types'))).toEqual({
      sections: TYPES,
      hasComponentType: false,
    });
  });

  it.each(['component-type', 'component-type:wit-bindgen:0.1:tool'])('keeps the section %s', (name) => {
    expect(strip(TYPES, custom(name))).toEqual({
      sections: [...TYPES, ...custom(name)],
      hasComponentType: true,
    });
  });

  it.each([
    ['a section that is longer than the module', [1, 100, 0]],
    ['a size that is cut off', [1, 0x80]],
    ['a size of more than 32 bits', [1, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80]],
  ])('gives a module with %s back as it is', (_, section) => {
    expect(strip(custom('name'), section).sections).toEqual([...custom('name'), ...section]);
  });

  it('ends for any bytes, and finds nothing more to leave out the second time', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const once = stripCoreModule(Uint8Array.from([...PREAMBLE, ...bytes])).bytes;
        expect(Buffer.from(stripCoreModule(once).bytes).equals(once)).toBe(true);
      }),
    );
  });
});
