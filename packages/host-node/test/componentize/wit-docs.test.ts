import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readWitDocs } from '../../src/componentize/wit-docs.ts';

describe('readWitDocs', () => {
  it('keeps what is written in front of exported functions', () => {
    const wit = `
      /// Not of a function.
      package a:b@1.0.0;
      // A note.
      world tool {
        use types.{level};
        import log: func(text: string);
        /// Greets somebody
        /// by name; politely.
        export greet: func(name: string) -> string;
        // Only a note.
        export plain: func();
        /**
         * Counts { } words.
         */
        @since(version = 1.0.0)
        export %type: async func(name: string) -> u32;
        export inline: interface {
          /// Inside.
          go: func();
        }
      }
      interface words {
        /// A record.
        record pair { a: u32 }
        /// Splits.
        split: func(text: string) -> list<string>;
      }`;
    expect(readWitDocs(wit)).toEqual({
      worlds: {
        tool: {
          func_exports: {
            greet: { docs: 'Greets somebody\nby name; politely.' },
            type: { docs: 'Counts { } words.' },
          },
        },
      },
      interfaces: {
        inline: { funcs: { go: { docs: 'Inside.' } } },
        words: { funcs: { split: { docs: 'Splits.' } } },
      },
    });
  });

  it('reads any text to its end', () => {
    const part = fc.constantFrom(
      'world a',
      '{',
      '}',
      ';',
      '/// x\n',
      '/**',
      '*/',
      'export f: func()',
      '\n',
      '%',
      'é',
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        expect(Object.keys(readWitDocs(parts.join(' ')))).toEqual(['worlds', 'interfaces']);
      }),
    );
  });
});
