import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { collectTools } from '../../src/tool/collect-tools.ts';
import { defineTool } from '../../src/tool/define-tool.ts';
import type { CallContext } from '../../src/tool/call-context.ts';
import type { ContextOf } from '../../src/tool/context-of.ts';

const input = z.object({ a: z.string().optional() });
const tool = (name: string) => defineTool({ name, description: 'Does it.', input, run: () => 'x' });

describe('defineTool', () => {
  it('opens by type what is requested, and nothing else', () => {
    const define = () => [
      defineTool({
        name: 'all',
        description: 'b',
        input,
        requests: { net: ['example.com'], files: 'sandbox', config: ['CITY'], secretsRead: ['KEY'] },
        run: (_, context) => {
          context.files.write('/data/x', context.config.get('CITY') ?? '');
          // @ts-expect-error -- only names that were requested can be read
          context.config.get('COUNTRY');
          // @ts-expect-error -- only names that were requested can be read
          context.secrets.get('OTHER');
          return context.fetch(`https://example.com/${context.secrets.get('KEY')}`);
        },
      }),
      defineTool({
        name: 'reads',
        description: 'b',
        input,
        requests: { files: 'read-only' },
        run: (_, { files }) => {
          // @ts-expect-error -- reading was requested, writing was not
          const { write } = files;
          return String(write);
        },
      }),
      // @ts-expect-error -- no network was requested
      defineTool({ name: 'none', description: 'b', input, run: (_, { fetch }) => String(fetch) }),
    ];
    expect(define()).toHaveLength(3);
    const plain: ContextOf<Record<never, never>> extends CallContext ? true : false = true;
    expect(plain).toBe(true);
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
