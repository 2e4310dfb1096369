/** The plain server of the warm benchmark with one hop more: each call goes to another process and back before it is answered. */
import { spawn } from 'node:child_process';

import { Server } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';

const stdio = ['ignore', 'ignore', 'inherit', 'pipe'];
const child = spawn(process.execPath, [process.env.BENCH_EXECUTOR], { stdio });
const pipe = child.stdio[3];
const waiting = [];
pipe.on('data', () => waiting.shift()?.());
const words = {
  name: 'words',
  description: 'Counts the words of a text.',
  inputSchema: { type: 'object', required: ['text'], properties: { text: { type: 'string' } } },
  outputSchema: { type: 'object', required: ['words'], properties: { words: { type: 'integer' } } },
};

/** One message at a time, as an executor takes them. */
let last = Promise.resolve();
const hop = (message) => {
  last = last.then(() => {
    const { promise, resolve } = Promise.withResolvers();
    waiting.push(resolve);
    pipe.write(message);
    return promise;
  });
  return last;
};

serveStdio(() => {
  const server = new Server({ name: 'hop', version: '1.0.0' }, { capabilities: { tools: {} } });
  server.setRequestHandler('tools/list', () => ({ tools: [words] }));
  server.setRequestHandler('tools/call', async ({ params }) => {
    await hop(JSON.stringify(params.arguments));
    const structuredContent = { words: params.arguments.text.split(/\s+/).filter(Boolean).length };
    return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent };
  });
  return server;
});
