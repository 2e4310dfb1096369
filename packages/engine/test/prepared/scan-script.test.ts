import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { bracketEnd, codeStart, statementEnd, wordsOf } from '../../src/prepared/scan-script.ts';

const AFTER = '; after)';

describe('bracketEnd', () => {
  it.each([
    '()',
    '{ a: [1, (2)] }',
    "(')')",
    '("\\")")',
    '(`)`)',
    '(`a${ f(`)`) }b`)',
    '(/* ) */)',
    '(// )\n)',
    '(a / b)',
  ])('finds the end of %s', (text) => {
    expect(bracketEnd(text + AFTER, 0)).toBe(text.length);
  });

  it.each(['(', '(]', "('", '(`', '(= /)/)', "('\n')"])('gives up on %s', (text) => {
    expect(bracketEnd(text, 0)).toBeUndefined();
  });

  it('is not misled by any text in a string', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const text = `(${JSON.stringify(value)})`;
        return bracketEnd(text + AFTER, 0) === text.length;
      }),
    );
  });

  it('never throws, and ends inside the text', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            '(',
            ')',
            '[',
            ']',
            '{',
            '}',
            "'",
            '"',
            '`',
            '$',
            '\\',
            '/',
            '*',
            '\n',
            ';',
            'a',
          ),
        }),
        (text) => {
          const end = bracketEnd(text, 0);
          return end === undefined || (end > 0 && end <= text.length);
        },
      ),
    );
  });
});

describe('statementEnd', () => {
  it.each(['let a = { b: 1; };', "const s = ';';", 'f(() => { x; }, `;`);', 'a /* ; */ ;'])(
    'finds the end of %s',
    (text) => {
      expect(statementEnd(`${text} b;`, 0)).toBe(text.length);
    },
  );

  it('gives up where none ends', () => {
    expect(statementEnd('a', 0)).toBeUndefined();
    expect(statementEnd('a }', 0)).toBeUndefined();
  });
});

describe('codeStart', () => {
  it('passes over white space and comments', () => {
    expect(codeStart(' // a\n /* b */ c', 0)).toBe(15);
    expect(codeStart('  ', 0)).toBe(2);
  });
});

describe('wordsOf', () => {
  it('gives every word', () => {
    expect([...wordsOf('a.$b(_c1, "Größe") // d')]).toEqual(['a', '$b', '_c1', 'Größe', 'd']);
  });
});
