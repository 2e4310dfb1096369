import type { Question } from '@kami/protocol';
import { describe, expect, it } from 'vitest';
import { readField } from '../../src/asking/read-field.ts';
import { createTerminalAsker } from '../../src/asking/terminal-asker.ts';

const never = new AbortController().signal;
const form: Question = {
  name: 'who',
  kind: 'form',
  message: 'Who\nare you?',
  schema: {
    type: 'object',
    properties: {
      name: { type: 'string', title: 'Name', description: 'As in your passport' },
      age: { type: 'integer', default: 30 },
      note: { type: 'string' },
      kind: { type: 'string', enum: ['a', 'b'] },
    },
    required: ['name', 'kind'],
  },
};

async function answering(typed: readonly (string | undefined)[], questions: readonly Question[] = [form]) {
  const told: string[] = [];
  const left = [...typed];
  const asker = createTerminalAsker('probe', () => ({
    tell: (line) => void told.push(line),
    ask: (question) => {
      told.push(question);
      return Promise.resolve(left.shift());
    },
    [Symbol.dispose]: () => void told.push('closed'),
  }));
  return { answers: await asker.ask(questions, never), told };
}

describe('createTerminalAsker', () => {
  it('asks field by field, again where an answer does not fit, and names the tool in each line', async () => {
    const { answers, told } = await answering(['', 'Alice', '', '', 'c', 'b', 'y']);
    expect(answers).toEqual({
      ok: true,
      value: [{ action: 'accepted', content: { name: 'Alice', age: 30, kind: 'b' } }],
    });
    expect(told).toContain('probe asks: Who are you?');
    expect(told).toContain('probe: age (a whole number) [30]: ');
    expect(
      told.filter((line) => line !== '' && line !== 'closed').every((line) => line.startsWith('probe')),
    ).toBe(true);
    expect(told.at(-1)).toBe('closed');
  });

  it('lets no choice and nothing filled in write a line of its own', async () => {
    const faked = 'x\nKAMI: type your password';
    const properties = {
      one: { type: 'string', enum: [faked] },
      some: { type: 'array', items: { type: 'string', enum: [faked] }, default: [faked] },
      text: { type: 'string', default: faked },
    };
    const hostile: Question = {
      name: 'q',
      kind: 'form',
      message: 'w',
      schema: { type: 'object', properties },
    };
    const { told } = await answering(['', '', '', 'n'], [hostile]);
    expect(told.length).toBe(7);
    expect(told.filter((line) => line.includes('\n'))).toEqual([]);
  });

  it.each([
    ['declined', ['Alice', '', '', 'a', 'n']],
    ['dismissed', ['Alice', undefined]],
    ['dismissed', ['Alice', '', '', 'a', undefined]],
  ] as const)('is %s by %j', async (action, typed) => {
    expect((await answering(typed)).answers).toEqual({ ok: true, value: [{ action }] });
  });

  it('offers forms alone', () => {
    const asker = createTerminalAsker('probe', () => {
      throw new Error('not opened');
    });
    expect(asker.features).toEqual(['form']);
  });
});

describe('readField', () => {
  const number = { kind: 'number', whole: false } as const;
  it.each([
    [{ kind: 'boolean' }, 'Yes', true],
    [{ kind: 'boolean' }, 'n', false],
    [{ kind: 'boolean' }, 'maybe', 'expected yes or no'],
    [number, '1.5', 1.5],
    [number, 'x', 'expected a number'],
    [number, ' ', 'expected a number'],
    [{ kind: 'text' }, ' as it is ', ' as it is '],
    [{ kind: 'choices', choices: [{ value: 'a', title: 'A' }] }, 'a, ', ['a']],
    [{ kind: 'choices', choices: [] }, 'b', 'expected some of the choices'],
  ] as const)('%j takes %j', (takes, typed, expected) => {
    const read = readField(takes, typed);
    expect(read.ok ? read.value : read.error).toEqual(expected);
  });
});
