/** The floor of the warm benchmark: the function of `examples/json-query` in a plain low-level server, unsandboxed. */
import { Server } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { search } from 'jmespath';

const tool = {
  name: 'json-query',
  description: 'Queries JSON with a JMESPath expression: pick fields, filter, sort, count, reshape.',
  inputSchema: {
    type: 'object',
    properties: { expression: { type: 'string' }, data: {} },
    required: ['expression', 'data'],
  },
  outputSchema: { type: 'object', properties: { result: {} }, required: ['result'] },
};

serveStdio(() => {
  const server = new Server({ name: 'baseline', version: '1.0.0' }, { capabilities: { tools: {} } });
  server.setRequestHandler('tools/list', () => ({ tools: [tool] }));
  server.setRequestHandler('tools/call', ({ params }) => {
    const { expression, data } = params.arguments;
    const structuredContent = { result: search(data, expression) };
    return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent };
  });
  return server;
});
