import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';

import { listen } from '../src/listen.ts';
import { boundConnections } from '../src/idle-connections.ts';

/** A server that answers at once, or never below `/wait`. */
async function serve(maxConnections: number): Promise<{ readonly port: number } & AsyncDisposable> {
  const server = createServer((request, response) => {
    if (request.url !== '/wait') response.end('here');
  });
  boundConnections(server, maxConnections);
  const port = await listen(server, { host: '127.0.0.1', port: 0 });
  if (!port.ok) throw new Error(port.error.message);
  return {
    port: port.value,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** An answer over a connection of its own that stays open. */
async function ask(port: number, agent: Agent): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  get({ host: '127.0.0.1', port, agent }, (response) => {
    response.resume().once('end', () => resolve(response));
  }).once('error', reject);
  return promise;
}

describe('boundConnections', () => {
  it('keeps an idle connection for long, and says so', async () => {
    await using server = await serve(10);
    const agent = new Agent({ keepAlive: true });
    const answer = await ask(server.port, agent);
    expect(answer.headers['keep-alive']).toBe('timeout=60');
    agent.destroy();
  });

  it('closes an idle connection for one that needs its place', async () => {
    await using server = await serve(2);
    const agents = [1, 2, 3].map(() => new Agent({ keepAlive: true }));
    for (const agent of agents) expect((await ask(server.port, agent)).statusCode).toBe(200);
    for (const agent of agents) agent.destroy();
  });

  it('refuses a connection when all are at work', async () => {
    await using server = await serve(1);
    const waiting = get({ host: '127.0.0.1', port: server.port, path: '/wait', agent: false });
    const ended = once(waiting, 'error');
    await once(waiting, 'socket');
    await once(waiting, 'finish');
    const agent = new Agent();
    await expect(ask(server.port, agent)).rejects.toThrow(/hang up|ECONNRESET/);
    waiting.destroy(new Error('over'));
    await ended;
  });
});
