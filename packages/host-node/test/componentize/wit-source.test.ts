import { describe, expect, it } from 'vitest';
import { joinWit } from '../../src/componentize/wit-source.ts';

const join = (...texts: readonly string[]): string =>
  joinWit(
    texts.map((text, index) => ({ path: `${index}.wit`, text })),
    [],
  ).text;

describe('joinWit', () => {
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
