import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AskError, toAskError } from '../../src/ask/ask-error.ts';
import { question } from '../../src/ask/question.ts';

describe('question', () => {
  it('asks by a schema in the form that MCP allows, and checks the answer by it', async () => {
    const schema = z.object({
      name: z.string().min(1).describe('Your name'),
      mail: z.email().optional(),
      age: z.int().min(0),
      kind: z.enum(['a', 'b']),
    });
    const { about, read } = question.form('Who?', schema);
    expect(about.tag === 'form' ? [about.val.message, JSON.parse(about.val.schema)] : []).toEqual([
      'Who?',
      {
        type: 'object',
        properties: {
          name: { type: 'string', minLength: 1, description: 'Your name' },
          mail: { type: 'string', format: 'email' },
          age: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
          kind: { type: 'string', enum: ['a', 'b'] },
        },
        required: ['name', 'age', 'kind'],
      },
    ]);
    expect(await read({ name: 'A', age: 1, kind: 'a' })).toEqual({ name: 'A', age: 1, kind: 'a' });
    await expect(read({ name: '', age: 1, kind: 'a' })).rejects.toThrow(TypeError);
  });

  it('asks for a page, a model and roots', async () => {
    const messages = [{ role: 'user', content: { type: 'text', text: 'Hi' } }] as const;
    const asked = [
      question.url('Look', 'https://example.com'),
      question.sample({ messages, maxTokens: 5 }),
      question.roots(),
    ];
    expect(asked.map(({ about }) => about)).toEqual([
      { tag: 'url', val: { message: 'Look', url: 'https://example.com' } },
      { tag: 'sample', val: JSON.stringify({ messages, maxTokens: 5 }) },
      { tag: 'roots' },
    ]);
    const sampled = { role: 'assistant', content: { type: 'text', text: 'Hello' }, model: 'm' };
    const answers = [{}, sampled, []];
    expect(await Promise.all(asked.map(async ({ read }, at) => read(answers[at])))).toEqual([
      undefined,
      sampled,
      [],
    ]);
    await expect(async () => asked[1]?.read([])).rejects.toThrow(TypeError);
  });
});

describe('toAskError', () => {
  const thrown = (payload: object): unknown => toAskError(Object.assign(new Error('x'), { payload }));

  it('names what the client does not offer', () => {
    const error = thrown({ tag: 'unsupported', val: { form: true, url: false, roots: true } });
    expect(error).toBeInstanceOf(AskError);
    expect(error).toMatchObject({ code: 'unsupported', unsupported: ['form', 'roots'] });
  });

  it('keeps the other reasons, and what is no failure of the host', () => {
    expect(thrown({ tag: 'refused', val: 'why' })).toMatchObject({ code: 'refused', message: 'why' });
    expect(thrown({ tag: 'timed-out' })).toMatchObject({ code: 'timed-out' });
    expect(thrown({ tag: 'cancelled' })).toMatchObject({ code: 'cancelled' });
    const other = new Error('other');
    expect(toAskError(other)).toBe(other);
    expect(toAskError({ tag: 'new' })).toEqual({ tag: 'new' });
  });
});
