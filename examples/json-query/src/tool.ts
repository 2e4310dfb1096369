import { defineTool, InvalidArguments } from '@kami/guest';
import { search } from 'jmespath';
import * as z from 'zod';
import type { Tool } from '@kami/guest';

/** Queries JSON with JMESPath (https://jmespath.org/specification.html). */
export const jsonQuery: Tool = defineTool({
  name: 'json-query',
  title: 'Query JSON',
  description: 'Queries JSON with a JMESPath expression: pick fields, filter, sort, count, reshape.',
  input: z.object({
    expression: z
      .string()
      .min(1)
      .describe('JMESPath, such as "orders[?total > `100`].{id: id, total: total} | sort_by(@, &total)"'),
    data: z.unknown().describe('The JSON to query'),
  }),
  output: z.object({ result: z.unknown().describe('What the expression gave') }),
  run: ({ expression, data }) => ({ result: evaluate(expression, data) }),
});

function evaluate(expression: string, data: unknown): unknown {
  try {
    return search(data, expression);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new InvalidArguments([
      { path: '/expression', message: `${message}. JMESPath writes numbers as \`1\` and text as 'text'` },
    ]);
  }
}
