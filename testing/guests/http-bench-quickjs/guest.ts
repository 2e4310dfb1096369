/** Makes `count` requests, one after the other, by the SDK's `fetch`, so that a client can time them. */
import { defineTool, type Schema, type Tool } from '@kami/guest';

interface Requests {
  readonly authority: string;
  readonly path: string;
  readonly count: number;
}

const requests: Schema<Requests> = {
  '~standard': {
    version: 1,
    vendor: 'guests',
    validate: (value) => ({ value: value as Requests }),
    jsonSchema: { input: () => ({ type: 'object' }), output: () => ({ type: 'object' }) },
  },
};

/** The only tool. */
export const httpBench: Tool = defineTool({
  name: 'http-bench-quickjs',
  description: 'Makes requests in a loop.',
  input: requests,
  requests: { net: ['http://*.example.com'] },
  run: async ({ authority, path, count }, { fetch }) => {
    let bytes = 0;
    for (let done = 0; done < count; done += 1) {
      const response = await fetch(`http://${authority}${path}`);
      bytes += (await response.bytes()).length;
    }
    return JSON.stringify({ bytes });
  },
});
