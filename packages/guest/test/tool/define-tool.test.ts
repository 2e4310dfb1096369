import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defineTool } from '../../src/tool/define-tool.ts';
import type { CallContext } from '../../src/tool/call-context.ts';
import type { ContextOf } from '../../src/tool/context-of.ts';

const input = z.object({ a: z.string().optional() });

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
