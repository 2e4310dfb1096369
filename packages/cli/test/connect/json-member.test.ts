import { describe, expect, it } from 'vitest';

import { putMember, takeMember } from '../../src/connect/json-member.ts';

const put = (text: string) => putMember(text, ['s', 'k'], 1);

describe('putMember', () => {
  it.each([
    ['{}\n', '{\n  "s": {\n    "k": 1\n  }\n}\n'],
    ['{ "a": 1 }', '{ "a": 1 ,\n  "s": {\n    "k": 1\n  }\n}'],
    ['{\n  "a": 1 // one\n}', '{\n  "a": 1, // one\n  "s": {\n    "k": 1\n  }\n}'],
    ['{\n  "a": 1, // one\n}', '{\n  "a": 1, // one\n  "s": {\n    "k": 1\n  },\n}'],
    ['{\n  "s": {\n    // none yet\n  }\n}', '{\n  "s": {\n    "k": 1\n    // none yet\n  }\n}'],
    ['{\n\t"s": {\n\t\t"a": 0\n\t}\n}', '{\n\t"s": {\n\t\t"a": 0,\n\t\t"k": 1\n\t}\n}'],
    ['{\n  "s": { "k": { "old": [1, 2] }, "z": 2 }\n}', '{\n  "s": { "k": 1, "z": 2 }\n}'],
  ])('puts into %j', (text, expected) => {
    expect(put(text)).toBe(expected);
  });
});

describe('takeMember', () => {
  it.each([
    ['{\n  "s": {\n    "k": 1\n  }\n}', '{\n  "s": {\n  }\n}'],
    ['{\n  "s": {\n    "k": 1,\n    "z": 2 // two\n  }\n}', '{\n  "s": {\n    "z": 2 // two\n  }\n}'],
    ['{\n  "s": {\n    "a": 0, // zero\n    "k": 1\n  }\n}', '{\n  "s": {\n    "a": 0 // zero\n  }\n}'],
    ['{\n  "s": {\n    "a": 0, // zero\n    "k": 1,\n  }\n}', '{\n  "s": {\n    "a": 0, // zero\n  }\n}'],
    ['{ "s": { "a": 0, "k": 1 } }', '{ "s": { "a": 0  } }'],
    ['{ "s": {} }', '{ "s": {} }'],
  ])('takes out of %j', (text, expected) => {
    expect(takeMember(text, ['s', 'k'])).toBe(expected);
  });
});
