import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineSplitter } from '../../src/testing/line-splitter.ts';

describe('createLineSplitter', () => {
  it('gives the same lines, however the bytes come', () => {
    const line = fc.string({ maxLength: 20 }).map((text) => text.replaceAll('\n', ' ').toWellFormed());
    fc.assert(
      fc.property(fc.array(line, { maxLength: 5 }), fc.integer({ min: 1, max: 9 }), (lines, size) => {
        const found: string[] = [];
        const push = createLineSplitter(
          1000,
          (text) => found.push(text),
          () => found.push('too long'),
        );
        const bytes = new TextEncoder().encode(lines.map((text) => `${text}\n`).join(''));
        for (let from = 0; from < bytes.length; from += size) push(bytes.subarray(from, from + size));
        expect(found).toEqual(lines);
      }),
    );
  });

  it('gives up once at a line over its bound', () => {
    const found: string[] = [];
    const push = createLineSplitter(
      3,
      (text) => found.push(text),
      () => found.push('too long'),
    );
    for (const text of ['abc\n', 'ab', 'cd', 'e\nx\n']) push(new TextEncoder().encode(text));
    expect(found).toEqual(['abc', 'too long']);
  });
});
