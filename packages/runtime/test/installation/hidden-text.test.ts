import { NO_FEATURES } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { refuseHiddenText } from '../../src/index.ts';

const plain = {
  name: 'run',
  description: 'Läuft.\n\tZweite Zeile.\r\n👩‍💻 ❤️',
  inputSchema: { type: 'object' },
};
const described = (description: string) => ({ definitions: [{ ...plain, description }] });
const withFeatures = (features: object) => ({
  definitions: [plain],
  features: { ...NO_FEATURES, ...features },
});

describe('refuseHiddenText', () => {
  it('takes visible text, line breaks and emoji', () => {
    expect(refuseHiddenText({ definitions: [plain] })).toBeUndefined();
    expect(refuseHiddenText(withFeatures({}))).toBeUndefined();
  });

  it.each([
    ['an escape sequence', described('a\u001b[2Jb'), 'U+001B'],
    ['tag characters', described('a\u{e0041}'), 'U+E0041'],
    ['a reordering mark', described('a\u202eb'), 'U+202E'],
    ['a variation selector', described('a\u{e0101}'), 'U+E0101'],
    ['a title', { definitions: [{ ...plain, title: 'a\u200b' }] }, 'U+200B'],
    [
      'an argument',
      { definitions: [{ ...plain, inputSchema: { properties: { a: { description: 'x\u2060' } } } }] },
      'U+2060',
    ],
    [
      "an argument's name",
      { definitions: [{ ...plain, inputSchema: { properties: { 'a\u200b': {} } } }] },
      'U+200B',
    ],
    ['a resource', withFeatures({ resources: [{ uri: 'a:b', name: 'a\u200b' }] }), 'U+200B'],
    ['a template', withFeatures({ templates: [{ uriTemplate: 'a:{b}', name: 'a\u200b' }] }), 'U+200B'],
    ['a prompt', withFeatures({ prompts: [{ name: 'a', description: '\u200b', arguments: [] }] }), 'U+200B'],
  ])('refuses what does not show: %s', (_what, spoken, code) => {
    expect(refuseHiddenText(spoken)).toMatchObject({
      code: 'KAMI_COMPONENT_INVALID',
      message: expect.stringContaining(code) as string,
    });
  });
});
