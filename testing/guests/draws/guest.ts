/** Draws from every source of randomness that a tool on the SDK has; gives JSON. */
import { defineTool, type Schema, type Tool } from '@kami/guest';

const nothing: Schema<object> = {
  '~standard': {
    version: 1,
    vendor: 'guests',
    validate: () => ({ value: {} }),
    jsonSchema: { input: () => ({ type: 'object' }), output: () => ({ type: 'object' }) },
  },
};

/** The only tool. */
export const draws: Tool = defineTool({
  name: 'draws',
  description: 'Draws random values.',
  input: nothing,
  run: () =>
    JSON.stringify({
      number: Math.random(),
      uuid: crypto.randomUUID(),
      bytes: [...crypto.getRandomValues(new Uint8Array(16))].join('.'),
    }),
});
