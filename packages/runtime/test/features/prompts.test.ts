import * as fc from 'fast-check';
import { NO_FEATURES } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { checkPromptArguments, fillPrompt, promptListings } from '../../src/index.ts';
import { DIGEST, fakeTool } from '../support/fixtures.ts';

const prompt = (name: string) => ({ name, arguments: [] });
const withPrompts = (name: string, ...names: string[]) =>
  fakeTool(name, { features: { ...NO_FEATURES, prompts: names.map(prompt) } });

describe('promptListings', () => {
  it('names each by its tool, sorted, and leaves out those that would be the same', () => {
    const tools = [withPrompts('b', 'x'), withPrompts('a', 'z', 'y'), fakeTool('c')];
    expect(promptListings(tools, () => DIGEST).map(({ mcpName }) => mcpName)).toEqual(['a_y', 'a_z', 'b_x']);
    const long = 'p'.repeat(48);
    const same = [withPrompts('a', `${long.slice(1)}1`, `${long.slice(1)}2`)];
    expect(promptListings(same, () => DIGEST)).toEqual([]);
  });
});

describe('checkPromptArguments', () => {
  const greet = {
    name: 'greet',
    arguments: [
      { name: 'who', required: true },
      { name: 'how', required: false },
    ],
  };
  it('takes what is known and needs what is required', () => {
    expect(checkPromptArguments(greet, { who: 'a' })).toEqual({ ok: true, value: { who: 'a' } });
    for (const [given, why] of [
      [{}, 'it needs the argument who'],
      [{ who: 'a', and: 'b' }, 'no argument "and"'],
      [{ who: 'x'.repeat(65_537) }, 'over 65536'],
    ] as const)
      expect(checkPromptArguments(greet, given)).toMatchObject({
        ok: false,
        error: {
          code: 'KAMI_USAGE',
          message: expect.stringContaining(why) as string,
          hint: 'It takes: who, how?',
        },
      });
  });
});

describe('fillPrompt', () => {
  const fill = (text: string, given: Record<string, string>): string => {
    const [message] = fillPrompt(undefined, [{ role: 'user', text }], given).messages;
    return message?.content.type === 'text' ? message.content.text : '';
  };
  it('puts values in their places as they are', () => {
    expect(fill('{{a}} and {{b}}{{c}}', { a: '$&', b: '{{a}}' })).toBe('$& and {{a}}');
    expect(fill('{{constructor}}', {})).toBe('');
    expect(fillPrompt('about', [], {})).toEqual({ description: 'about', messages: [] });
    fc.assert(fc.property(fc.string(), (value) => fill('<{{a}}>', { a: value }) === `<${value}>`));
  });
});
