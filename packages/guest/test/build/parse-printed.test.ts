import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePrinted } from '../../src/build/parse-printed.ts';
import { uniteAsked } from '../../src/describe/asked.ts';

const definition = { name: 'a', title: null, description: 'A.', inputSchema: '{}', outputSchema: null };
const description = { definitions: [definition], asked: uniteAsked([]) };
const thrown = { name: 'Error', message: 'no', stack: '' };
const parse = (value: unknown) => parsePrinted(JSON.stringify(value));

describe('parsePrinted', () => {
  it('gives a description, or what was thrown', () => {
    expect(parse({ description })).toEqual({ description });
    expect(parse({ thrown })).toEqual({ thrown });
  });

  it.each([
    {},
    [],
    null,
    { description: { definitions: [definition] } },
    { description: { ...description, definitions: [{ ...definition, title: 3 }] } },
    { description: { ...description, asked: { ...description.asked, net: 'a.com' } } },
    { description: { ...description, asked: { ...description.asked, files: 'all' } } },
    { description: { ...description, asked: { ...description.asked, limits: null } } },
    { thrown: { name: 'Error', message: 'no' } },
  ])('refuses %j', (value) => expect(parse(value)).toBeUndefined());

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void parsePrinted(text)));
    fc.assert(fc.property(fc.jsonValue(), (value) => void parse({ description: value, thrown: value })));
  });
});
