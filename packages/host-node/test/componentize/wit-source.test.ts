import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { joinWit } from '../../src/componentize/wit-source.ts';

const file = (path: string, ...lines: readonly string[]) => ({ path, text: lines.join('\n') });

describe('joinWit', () => {
  it('has the package of the first file that names it, and those of others as nested packages', () => {
    const { text } = joinWit(
      [file('wit/b.wit', 'world w {}'), file('wit/a.wit', '// Ours.', 'package a:b;', 'interface i {}')],
      [[file('wit/deps/c.wit', 'package c:d@1.0.0;', 'interface j {}')]],
    );
    expect(text.replaceAll(/\s+/gu, ' ').trim()).toBe(
      '// Ours. package a:b; interface i {} world w {} package c:d@1.0.0 { interface j {} }',
    );
  });

  it('puts the files of one dependency into one package', () => {
    const files = [
      file('deps/c/x.wit', 'package c:d;', 'interface x {}'),
      file('deps/c/y.wit', 'interface y {}'),
    ];
    const { text } = joinWit([file('a.wit', 'package a:b;')], [files]);
    expect(text.match(/package c:d/gu)).toHaveLength(1);
    expect(text.replaceAll(/\s+/gu, ' ')).toContain('package c:d { interface x {} interface y {} }');
  });

  it('knows where each line of an own file came from', () => {
    const lines = fc.array(fc.stringMatching(/^[a-z {}]{0,10}$/u), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(lines, { minLength: 1, maxLength: 4 }), (contents) => {
        const marked = contents.map((content, at) =>
          content.map((line, row) => `${line}// ${at}.wit:${row + 1}`),
        );
        const joined = joinWit(
          marked.map((content, at) => file(`${at}.wit`, ...content)),
          [],
        );
        const all = joined.text.trimEnd().split('\n');
        all.forEach((line, index) => expect(line.split('// ')[1]).toBe(joined.placeOf(index + 1)));
      }),
    );
  });
});

const join = (...texts: readonly string[]): string =>
  joinWit(
    texts.map((text, index) => ({ path: `${index}.wit`, text })),
    [],
  ).text;

describe('joinWit over hostile text', () => {
  it('keeps one package line, behind comments of every form, and puts its file first', () => {
    const named = '// a\n/* b **/ /***/\npackage a:b@1.0.0;\ninterface i {}\n';
    expect(join('interface j {}', named)).toBe(`${named}interface j {}\n`);
    expect(join(named, '/* x * / */\npackage a:b@1.0.0;\ninterface j {}')).toBe(
      `${named}/* x * / */\n\ninterface j {}\n`,
    );
  });

  it('nests the packages that are used, and finds the place of a line', () => {
    const source = joinWit(
      [{ path: 'own.wit', text: 'package a:b;\nworld w {}' }],
      [[{ path: 'deps/c.wit', text: '/** c */ package c:d;\ninterface i {}' }]],
    );
    expect(source.text).toBe('package a:b;\nworld w {}\npackage c:d {/** c */ \ninterface i {}\n}\n');
    expect(source.placeOf(4)).toBe('deps/c.wit:2');
  });

  it('is done at once with many comments and no package line', () => {
    const comments = '/* of a world */\n'.repeat(2_000);
    const spaces = `package${' '.repeat(200_000)}\n`;
    expect(join(comments, spaces)).toBe(`${comments}${spaces}`);
  });
});
