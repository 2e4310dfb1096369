import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { collectTools } from '../../src/describe/collect-tools.ts';
import { defineTool } from '../../src/tool/define-tool.ts';

const tool = (name: string) =>
  defineTool({ name, description: 'Does it.', input: z.object({}), run: () => 'x' });

describe('collectTools', () => {
  it('takes every exported tool once, lists of tools too', () => {
    const [a, b] = [tool('a'), tool('b')];
    expect(collectTools({ a, again: a, tools: [b], other: 42 })).toEqual([a, b]);
  });

  it('refuses none, and two of one name', () => {
    expect(() => collectTools({ other: 1 })).toThrow(/exports no tool/);
    expect(() => collectTools({ a: tool('a'), b: tool('a') })).toThrow('Two tools are named "a"');
  });
});
