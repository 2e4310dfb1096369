/** A tool on the SDK in StarlingMonkey: requests at once, files, randomness, time, a console, and a failure of each kind. */
import { defineTool, ToolError, type Schema, type Tool } from '@kami/guest';

interface Step {
  readonly op: string;
  readonly urls?: readonly string[];
}

const step: Schema<Step> = {
  '~standard': {
    version: 1,
    vendor: 'guests',
    validate: (value) => ({ value: value as Step }),
    jsonSchema: { input: () => ({ type: 'object' }), output: () => ({ type: 'object' }) },
  },
};

/** The only tool. */
export const sdkTool: Tool = defineTool({
  name: 'sdk-starlingmonkey',
  description: 'Does one step.',
  input: step,
  requests: { net: ['http://*.example.com'], files: 'sandbox' },
  run: async ({ op, urls = [] }, { fetch, files, log }) => {
    if (op === 'defect') throw new RangeError('oops');
    if (op === 'where') return JSON.stringify({ stack: new Error('here').stack });
    if (op === 'expected') throw new ToolError('try something else');
    if (op === 'together') {
      const bodies = await Promise.all(urls.map(async (url) => (await fetch(url)).text()));
      return JSON.stringify({ bodies });
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
    console.log('seen');
    log.info('logged', { a: 1 });
    files.write('/data/x', 'é');
    return JSON.stringify({
      text: files.readText('/data/x'),
      number: Math.random(),
      uuid: crypto.randomUUID(),
      now: Date.now(),
      header: new Headers({ a: 'b' }).get('a'),
      streamed: await new Response('c').text(),
    });
  },
});
