import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { newestExecutor, untilDispatched } from './dispatched-call.ts';
import { endpointHeaders, openRawSession, untilSent } from './http-messages.ts';
import { createTestToken, startHttpServer, type HttpServer } from './http-server.ts';
import { makeTestHome } from './kami.ts';
import { isRunning } from './processes.ts';
import { sendRaw } from './raw-http.ts';
import { makeToolFolder } from './tool-folder.ts';
import { untilGone } from './until-gone.ts';
import { waitingArguments } from './waiting-call.ts';

const home = makeTestHome();
let server: HttpServer;
let token: string;

beforeAll(async () => {
  await home.must(['install', guestPath('echo')]);
  for (const guest of ['spin', 'wasi-steps'] as const)
    await home.must(['install', makeToolFolder(home, guest, ['max_execution_ms = 600000']), '--yes']);
  ({ token } = await createTestToken(home));
  server = await startHttpServer(home, { KAMI_HTTP_MAX_SESSIONS: '3', KAMI_HTTP_SESSION_IDLE_MS: '600000' });
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  home[Symbol.dispose]();
});

const spin = { name: 'spin', arguments: {} };

describe('a session', () => {
  it.each(['2025-03-26', '2025-06-18', '2025-11-25'])('is opened in revision %s', async (protocolVersion) => {
    const params = { protocolVersion, capabilities: {}, clientInfo: { name: 'x', version: '1' } };
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
    const answer = await sendRaw(server.port, { headers: endpointHeaders(token), body });
    expect(answer.text).toContain(`"protocolVersion":"${protocolVersion}"`);
    expect(answer.headers['mcp-session-id']).toMatch(/^[\w-]{43}$/u);
  });

  it('is needed, and ends by DELETE', async () => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
    const headers = endpointHeaders(token);
    expect(await sendRaw(server.port, { headers, body })).toMatchObject({ status: 400 });
    expect(await sendRaw(server.port, { headers })).toMatchObject({ status: 400 });
    const session = await openRawSession(server.port, token);
    expect(await session.request('ping')).toMatchObject({ status: 200 });
    expect(await session.end()).toMatchObject({ status: 200 });
    expect(await session.request('ping')).toMatchObject({ status: 404 });
  });

  it('that was idle for longest makes room for another, and one in use does not', async () => {
    const oldest = await openRawSession(server.port, token);
    const [second, third] = [
      await openRawSession(server.port, token),
      await openRawSession(server.port, token),
    ];
    await oldest.request('ping');
    const fourth = await openRawSession(server.port, token);
    expect(await second.request('ping')).toMatchObject({ status: 404 });
    const sessions = [oldest, third, fourth];
    const streams = await Promise.all(sessions.map(async (session) => session.stream()));
    await expect(openRawSession(server.port, token)).rejects.toThrow('429');
    for (const session of sessions) expect(await session.request('ping')).toMatchObject({ status: 200 });
    for (const stream of streams) stream.destroy();
  });

  it('refuses a second request with the id of one under way, and answers the first', async () => {
    const session = await openRawSession(server.port, token);
    const waiting = waitingArguments(1500);
    const first = await session.open('tools/call', { name: 'wasi-steps', arguments: waiting }, 7);
    const second = await session.request('tools/call', { name: 'echo', arguments: {} }, 7);
    expect(second).toMatchObject({ status: 400 });
    expect(second.text).toContain('is in flight');
    expect(await untilSent(first, '"id":7')).toContain('"outcomes"');
    expect(await session.request('ping', {}, 7)).toMatchObject({ status: 200 });
  });
});

describe.runIf(process.platform === 'linux')('a call in a session', () => {
  it('goes on when its connection is lost, and its answer is fetched with Last-Event-ID', async () => {
    const session = await openRawSession(server.port, token);
    const waiting = { name: 'wasi-steps', arguments: waitingArguments(3000) };
    const stream = await session.open('tools/call', waiting, 5);
    const begun = await untilSent(stream, 'waiting');
    const last = [...begun.matchAll(/^id: (\d+)$/gmu)].at(-1)?.[1];
    const executor = await newestExecutor(home, 'wasi-steps');
    stream.destroy();
    expect(isRunning(executor)).toBe(true);
    const resumed = await session.stream(last);
    const missed = await untilSent(resumed, '"id":5');
    expect(missed).toContain('"outcomes"');
    expect(missed.match(/"id":5/gu)).toHaveLength(1);
  });

  it('ends by notifications/cancelled with its stream, and gets no answer', async () => {
    const session = await openRawSession(server.port, token);
    const before = await newestExecutor(home, 'spin');
    const stream = await session.open('tools/call', spin, 9);
    let sent = '';
    const ended = new Promise((resolve) =>
      stream.on('data', (part: Buffer) => (sent += part.toString())).on('end', resolve),
    );
    const executor = await untilDispatched(home, 'spin', before);
    expect(await session.notify('notifications/cancelled', { requestId: 9 })).toMatchObject({ status: 202 });
    await untilGone(executor);
    await ended;
    expect(sent).not.toMatch(/result|error/u);
  });

  it('ends with its session', async () => {
    const session = await openRawSession(server.port, token);
    const before = await newestExecutor(home, 'spin');
    const answer = session.request('tools/call', spin, 3);
    const executor = await untilDispatched(home, 'spin', before);
    expect(await session.end()).toMatchObject({ status: 200 });
    await untilGone(executor);
    expect((await answer).text).not.toContain('result');
  });
});
