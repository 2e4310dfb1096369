/** Operations of the engine's own `fetch`, which is made of `wasi:http/outgoing-handler`. */
import { fetchOperations } from '../include/fetch-operations.mjs';

export const describe = () =>
  JSON.stringify({
    tools: [
      {
        name: 'fetch-starlingmonkey',
        description: 'Does one operation of fetch.',
        inputSchema: { type: 'object' },
      },
    ],
  });

export const call = async (_name, argsJson) => {
  const args = JSON.parse(argsJson);
  return JSON.stringify(await fetchOperations[args.op](args));
};
