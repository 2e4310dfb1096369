import { describe, expect, it } from 'vitest';
import { mentionedParts } from '../../src/build/mentioned-parts.ts';

const partsOf = (code: string): string[] =>
  mentionedParts.filter(({ mention }) => mention.test(code)).map(({ file }) => file);

describe('mentionedParts', () => {
  it.each([
    ['new Date()', 'runtime/install-date'],
    ['Math.random()', 'runtime/install-random'],
    ['body.pipeThrough(x)', 'web/install-pipes'],
    ['a.pipeTo(b)', 'web/install-pipes'],
    ['await r.blob()', 'web/install-blob-reader'],
    ['await r.formData()', 'web/install-form-reader'],
    ['const { subtle } = crypto', 'web/install-subtle-crypto'],
    ['console.table(x)', 'web/install-console-groups'],
    ['console2.timeEnd()', 'web/install-console-timers'],
  ])('finds in %s what it needs', (code, file) => {
    expect(partsOf(code)).toEqual([file]);
  });

  it('finds nothing in what looks like it', () => {
    expect(partsOf('console.log(x.table, y.time); schema.pipe(z); blob; updated; randomize')).toEqual([]);
  });
});
