import { describe, expect, it } from 'vitest';
import type { JsonRpcMessage } from '@kami/protocol';
import { createClientDialogues, createResourceSubscriptions } from '@kami/transport-stdio/server';
import { createMemoryToolHost } from '../../../transport-stdio/test/memory-tool-host.ts';
import { createLegacySessions, type SessionBounds } from '../../src/session/legacy-sessions.ts';

const headers = { accept: 'application/json, text/event-stream', 'content-type': 'application/json' };
const initialize: JsonRpcMessage = {
  jsonrpc: '2.0',
  id: 0,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
};

function setUp(bounds: Partial<SessionBounds> = {}) {
  const clock = { now: 0 };
  const parts = {
    host: createMemoryToolHost(),
    info: { name: 'kami', version: '1' },
    principal: 'token:0',
    onError: () => undefined,
    track: async <T>(call: Promise<T>) => call,
    subscriptions: createResourceSubscriptions('legacy'),
    dialogues: createClientDialogues('token:0'),
  };
  const sessions = createLegacySessions(parts, { maxSessions: 2, idleMs: 1000, ...bounds }, () => clock.now);
  /** A request that is over at once, unless `signal` says when. */
  const send = async (
    method: string,
    message?: JsonRpcMessage,
    id?: string,
    signal = AbortSignal.abort(),
  ) => {
    const over = new AbortController();
    const request = new Request('http://localhost/mcp', {
      method,
      headers: { ...headers, ...(id !== undefined && { 'mcp-session-id': id }) },
      signal: over.signal,
    });
    const answer = await sessions.handle(request, message);
    if (signal.aborted) over.abort();
    else signal.addEventListener('abort', () => over.abort());
    return answer;
  };
  const open = async (): Promise<string> =>
    (await send('POST', initialize)).headers.get('mcp-session-id') ?? '';
  const ping = async (id: string) =>
    (await send('POST', { jsonrpc: '2.0', id: 1, method: 'ping' }, id)).status;
  return { clock, sessions, send, open, ping };
}

describe('the sessions of a token', () => {
  it('have ids that nobody guesses, and know no others', async () => {
    const { open, ping } = setUp();
    const [first, second] = [await open(), await open()];
    expect(first).toMatch(/^[\w-]{43}$/u);
    expect(second).not.toBe(first);
    expect(await ping(first)).toBe(200);
    expect(await ping(`${first.slice(0, -1)}.`)).toBe(404);
  });

  it('end when they were idle for too long, and not before', async () => {
    const { clock, sessions, open, ping } = setUp();
    const [first, second] = [await open(), await open()];
    clock.now = 900;
    expect(await ping(second)).toBe(200);
    clock.now = 1001;
    sessions.sweep();
    expect(await ping(first)).toBe(404);
    expect(await ping(second)).toBe(200);
    expect(sessions.size).toBe(1);
  });

  it('do not end while a stream is open, and make no room then', async () => {
    const { clock, sessions, open, ping, send } = setUp({ maxSessions: 1 });
    const id = await open();
    const stream = new AbortController();
    expect((await send('GET', undefined, id, stream.signal)).status).toBe(200);
    clock.now = 10_000;
    sessions.sweep();
    expect(await ping(id)).toBe(200);
    expect((await send('POST', initialize)).status).toBe(429);
    stream.abort();
    expect((await send('POST', initialize)).status).toBe(200);
    expect(await ping(id)).toBe(404);
  });

  it('are not left behind by an initialize that is none', async () => {
    const { sessions, send } = setUp();
    const headless = await sessions.handle(
      new Request('http://localhost/mcp', { method: 'POST', headers: { accept: 'text/html' } }),
      initialize,
    );
    expect(headless.status).toBe(406);
    expect((await send('POST', { jsonrpc: '2.0', id: 1, method: 'ping' })).status).toBe(400);
    expect(sessions.size).toBe(0);
  });

  it('all end together', async () => {
    const { sessions, open, ping } = setUp();
    const id = await open();
    await sessions.close();
    expect(await ping(id)).toBe(404);
  });
});
