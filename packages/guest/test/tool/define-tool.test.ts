import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { collectTools } from '../../src/tool/collect-tools.ts';
import { defineTool } from '../../src/tool/define-tool.ts';

const tool = (name: string, description = 'Does it.') =>
  defineTool({ name, description, input: z.object({ a: z.string().optional() }), run: () => 'x' });

describe('defineTool', () => {
  it('describes the tool with JSON Schemas of the input and the output side', () => {
    const { definition } = defineTool({
      name: 'count',
      title: 'Count',
      description: 'Counts.',
      input: z.object({ text: z.string(), from: z.int().min(0).default(0) }),
      output: z.object({ count: z.int().default(1) }),
      run: () => ({}),
    });
    expect(definition).toMatchObject({ name: 'count', title: 'Count', description: 'Counts.' });
    expect(JSON.parse(definition.inputSchema)).toEqual({
      type: 'object',
      properties: {
        text: { type: 'string' },
        from: { type: 'integer', minimum: 0, maximum: 2 ** 53 - 1, default: 0 },
      },
      required: ['text'],
    });
    expect(JSON.parse(definition.outputSchema ?? '')).toMatchObject({ type: 'object', required: ['count'] });
  });

  it.each(['', 'two words', 'ü', 'a'.repeat(49), 'a/b'])('refuses the name "%s"', (name) => {
    expect(() => tool(name)).toThrow(/must be 1 to 48/);
  });

  it('refuses an empty description', () => {
    expect(() => tool('a', ' ')).toThrow(/needs a description/);
  });

  it('refuses a root that is no object, and what JSON Schema cannot say', () => {
    const define = (input: z.ZodType) => () =>
      defineTool({ name: 'a', description: 'b', input, run: () => 'x' });
    expect(define(z.string())).toThrow('The input schema of the tool "a" must be an object at its root');
    expect(define(z.union([z.string(), z.number()]))).toThrow('not a choice of types');
    expect(define(z.object({ when: z.date() }))).toThrow(/cannot be written as JSON Schema/);
  });
});

describe('collectTools', () => {
  it('takes every exported tool once, lists of tools too', () => {
    const [a, b] = [tool('a'), tool('b')];
    expect([...collectTools({ a, again: a, tools: [b], other: 42 }).keys()]).toEqual(['a', 'b']);
  });

  it('refuses none, and two of one name', () => {
    expect(() => collectTools({ other: 1 })).toThrow(/exports no tool/);
    expect(() => collectTools({ a: tool('a'), b: tool('a') })).toThrow('Two tools are named "a"');
  });
});
