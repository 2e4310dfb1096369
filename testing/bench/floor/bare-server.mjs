/**
 * The plain server of the warm benchmark with the real executor and component behind it: each call sends the job that the
 * real host sent, and answers when the executor has. No registry, no policy, no limits, no events, no checks of frames.
 * `BENCH_PIPE` names the recorded bytes, `BENCH_EXECUTOR` the executor's program.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { Server } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';

const MAKE = 3;
const PREFIX_BYTES = 13;
const recorded = readFileSync(process.env.BENCH_PIPE);
const frames = [];
for (let at = 0; at < recorded.length;) {
  const end = at + 4 + recorded.readUInt32LE(at);
  frames.push(recorded.subarray(at, end));
  at = end;
}
const job = frames.pop();

const stdio = ['ignore', 'ignore', 'inherit', 'pipe'];
const child = spawn(process.execPath, ['--permission', process.env.BENCH_EXECUTOR], {
  env: {},
  cwd: '/',
  stdio,
});
const pipe = child.stdio[3];
let answered = () => undefined;
pipe.on('data', () => answered());
/** Resolves with the next bytes: every answer here is one small frame. */
const exchange = (bytes) =>
  new Promise((resolve) => {
    answered = resolve;
    if (bytes !== undefined) pipe.write(bytes);
  });

/**
 * Orders an instance ahead, as a server does: from then on the executor puts used ones back after calls that are close to
 * each other, which is why only these are measured.
 */
function makeFrame() {
  const { seed, time } = JSON.parse(
    job.toString('utf8', PREFIX_BYTES, PREFIX_BYTES + job.readUInt32LE(PREFIX_BYTES - 4)),
  );
  const header = Buffer.from(JSON.stringify({ seed, time }));
  const frame = Buffer.alloc(PREFIX_BYTES + header.length);
  frame.writeUInt32LE(frame.length - 4, 0);
  frame.writeUInt8(MAKE, 4);
  frame.writeUInt32LE(header.length, PREFIX_BYTES - 4);
  header.copy(frame, PREFIX_BYTES);
  return frame;
}

await exchange();
await exchange(Buffer.concat(frames));
await exchange(makeFrame());

const words = {
  name: 'words',
  description: 'Counts the words of a text.',
  inputSchema: { type: 'object', required: ['text'], properties: { text: { type: 'string' } } },
  outputSchema: { type: 'object', required: ['words'], properties: { words: { type: 'integer' } } },
};
serveStdio(() => {
  const server = new Server({ name: 'bare', version: '1.0.0' }, { capabilities: { tools: {} } });
  server.setRequestHandler('tools/list', () => ({ tools: [words] }));
  server.setRequestHandler('tools/call', async () => {
    await exchange(job);
    const structuredContent = { words: 3 };
    return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent };
  });
  return server;
});
