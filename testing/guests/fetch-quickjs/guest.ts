/** Operations of the SDK's `fetch`. */
import { defineTool, type Schema, type Tool } from '@kami/guest';

import { fetchOperations } from '../include/fetch-operations.mjs';

const operation: Schema<{ readonly op: string }> = {
  '~standard': {
    version: 1,
    vendor: 'guests',
    validate: (value) => ({ value: value as { readonly op: string } }),
    jsonSchema: { input: () => ({ type: 'object' }), output: () => ({ type: 'object' }) },
  },
};

/** The only tool. */
export const fetchTool: Tool = defineTool({
  name: 'fetch-quickjs',
  description: 'Does one operation of fetch.',
  input: operation,
  requests: { net: ['*.example.com'] },
  run: async (args) => JSON.stringify(await fetchOperations[args.op]?.(args)),
});
