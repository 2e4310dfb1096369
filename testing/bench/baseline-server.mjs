/** The floor of the warm benchmarks: the functions of the tools in a plain low-level server, unsandboxed. */
import { Server } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { search } from 'jmespath';

const jsonQuery = {
  name: 'json-query',
  description: 'Queries JSON with a JMESPath expression: pick fields, filter, sort, count, reshape.',
  inputSchema: {
    type: 'object',
    properties: { expression: { type: 'string' }, data: {} },
    required: ['expression', 'data'],
  },
  outputSchema: { type: 'object', properties: { result: {} }, required: ['result'] },
};
const words = {
  name: 'words',
  description: 'Counts the words of a text.',
  inputSchema: { type: 'object', required: ['text'], properties: { text: { type: 'string' } } },
  outputSchema: { type: 'object', required: ['words'], properties: { words: { type: 'integer' } } },
};
const functions = {
  'json-query': ({ expression, data }) => ({ result: search(data, expression) }),
  words: ({ text }) => ({ words: text.split(/\s+/).filter((word) => word !== '').length }),
};

serveStdio(() => {
  const server = new Server({ name: 'baseline', version: '1.0.0' }, { capabilities: { tools: {} } });
  server.setRequestHandler('tools/list', () => ({ tools: [jsonQuery, words] }));
  server.setRequestHandler('tools/call', ({ params }) => {
    const structuredContent = functions[params.name](params.arguments);
    return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent };
  });
  return server;
});
