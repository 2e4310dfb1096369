import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelClash, nameShape, type ToolLabel } from '@kami/registry';
import { parseToolId, parseToolName } from '@kami/types';
import { sampleTool } from './sample-tool.ts';

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/u);
const ALIKE: readonly (readonly [string, string])[] = [
  ['1', 'l'],
  ['0', 'o'],
  ['m', 'rn'],
  ['w', 'vv'],
];
const label = (id: string, of: string): ToolLabel => sampleTool({ id, name: of });

describe('nameShape', () => {
  it('is the same for names that differ in what looks alike only, in any number of places', () => {
    fc.assert(
      fc.property(name, fc.infiniteStream(fc.boolean()), (text, swaps) => {
        let other = '';
        for (const char of text) {
          const pair = ALIKE.find((both) => both.includes(char));
          const [swap] = swaps;
          other +=
            pair === undefined || swap !== true
              ? char
              : char === pair[0]
                ? pair[1]
                : pair[0].length === pair[1].length
                  ? pair[0]
                  : char;
        }
        expect(nameShape(other)).toBe(nameShape(text));
      }),
    );
  });

  it('is a shape of itself, and as long at least', () => {
    fc.assert(
      fc.property(name, (text) => {
        expect(nameShape(nameShape(text))).toBe(nameShape(text));
        expect(nameShape(text).length).toBeGreaterThanOrEqual(text.length);
      }),
    );
  });

  it.each([
    ['paypa1', 'paypal'],
    ['modern', 'modem'],
    ['g00gle', 'google'],
    ['vvord', 'word'],
    ['vvv', 'vw'],
    ['rnm', 'mrn'],
  ])('takes %s for %s', (a, b) => expect(nameShape(a)).toBe(nameShape(b)));

  it.each([
    ['mail', 'mall'],
    ['git', 'git-log'],
    ['a-b', 'ab'],
    ['one', 'ones'],
    ['fetch', 'fetch2'],
  ])('does not take %s for %s', (a, b) => expect(nameShape(a)).not.toBe(nameShape(b)));
});

describe('labelClash', () => {
  const other = label('com.paypal', 'paypal');

  it('names both, with ids', () => {
    expect(labelClash(label('com.paypa1', 'free'), [], other)).toMatchObject({
      code: 'KAMI_NAME_TAKEN',
      message:
        'The id com.paypa1 looks like the id com.paypal, which is installed; a person would take one for the other.',
      data: { id: 'com.paypa1', name: 'free', owner: 'com.paypal', ownerName: 'paypal' },
    });
    expect(labelClash(label('org.x', 'paypa1'), [], other)?.message).toBe(
      'The name paypa1 of org.x looks like paypal, the name of com.paypal, which is installed; a person would take one for the other.',
    );
    expect(labelClash(label('org.x', 'paypal'), ['paypal'], other)?.message).toBe(
      'The name paypal belongs to the tool com.paypal; org.x cannot have it too.',
    );
  });

  it('finds nothing in the tool itself, nor in what it is called already', () => {
    expect(labelClash(other, [], other)).toBeUndefined();
    expect(labelClash(label('com.paypa1', 'paypa1'), ['paypa1'], other)).toBeUndefined();
    expect(labelClash(label('com.paypa1', 'paypa1'), ['former'], other)?.code).toBe('KAMI_NAME_TAKEN');
  });

  it('finds whom it asks for whichever of the two is asked', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        const [one, two] = [label('x.a', a), label('x.b', b)];
        expect(labelClash(one, [], two) === undefined).toBe(labelClash(two, [], one) === undefined);
      }),
    );
  });
});

describe('letter case and characters beyond ASCII', () => {
  it('are in no id and no name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const read of [parseToolId(text), parseToolName(text)])
          if (read.ok) expect(text).toMatch(/^[a-z0-9.-]+$/u);
      }),
    );
    for (const text of ['Dev.example', 'dev.Example', 'dеv.example', 'dev.ｅxample'])
      expect(parseToolId(text).ok).toBe(false);
    for (const text of ['Notes', 'nоtes', 'notes_1', 'noTes']) expect(parseToolName(text).ok).toBe(false);
  });
});
