import { once } from 'node:events';
import { request as sendRequest, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { newestExecutor, readLog, untilDispatched } from './dispatched-call.ts';
import { endpointHeaders, modernRequest, openRawSession, untilSent } from './http-messages.ts';
import { createTestToken, startHttpServer, type HttpServer } from './http-server.ts';
import { makeTestHome } from './kami.ts';
import { descendantsOf } from './processes.ts';
import { sendRaw } from './raw-http.ts';
import { makeToolFolder } from './tool-folder.ts';
import { untilGone } from './until-gone.ts';

const home = makeTestHome();
let server: HttpServer;

beforeAll(async () => {
  await home.must(['install', guestPath('echo')]);
  await home.must(['install', makeToolFolder(home, 'state', [])]);
  await home.must(['install', makeToolFolder(home, 'spin', ['max_execution_ms = 600000'])]);
  server = await startHttpServer(home);
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  home[Symbol.dispose]();
});

const listed = async (token: string): Promise<unknown> =>
  sendRaw(server.port, modernRequest(token, 'tools/list'));
const call = async (token: string, name: string) =>
  sendRaw(server.port, modernRequest(token, 'tools/call', { name, arguments: {} }));

describe('kami token', () => {
  it('shows a secret once: neither the list, nor the log, nor the database has it', async () => {
    const { id, token } = await createTestToken(home, ['--name', 'laptop', '--tools', 'ec*']);
    const list = JSON.parse((await home.must(['--json', 'token', 'list'])).stdout) as { tokens: object[] };
    expect(list.tokens).toContainEqual(
      expect.objectContaining({ id, name: 'laptop', state: 'active', tools: ['ec*'], expiresAt: null }),
    );
    const log = (await home.must(['--json', 'log', '--limit', '100'])).stdout;
    expect(log).toMatch(new RegExp(`"type":"token.created".*"token":"${id}"`, 'u'));
    const [, secret = 'none'] = token.split(`kami_${id}_`);
    expect(secret).toMatch(/^[\w-]{43}$/u);
    const database = await import('node:fs').then(({ readFileSync, globSync }) =>
      globSync(`${home.path}/kami.db*`).map((path) => readFileSync(path, 'latin1')),
    );
    expect(database.join('')).toContain(id);
    for (const text of [JSON.stringify(list), log, ...database]) expect(text).not.toContain(secret);
  });

  it('refuses what makes no sense, and says what does', async () => {
    const wrong = [
      ['create', '--tools', 'a b'],
      ['create', '--expires', 'soon'],
      ['create', '--expires', '2020-01-01'],
      ['create', '--name', 'x'.repeat(101)],
      ['revoke', 'x'],
      ['revoke', '0'.repeat(12)],
      ['shred'],
    ];
    const results = await Promise.all(wrong.map(async (args) => home.run(['token', ...args])));
    expect(results.map(({ code }) => code)).toEqual(wrong.map(() => 2));
    expect(results.map(({ stdout }) => stdout).join('')).toBe('');
  });
});

describe('a token', () => {
  it('is needed for everything at the endpoint, and what is presented must be one', async () => {
    const { token } = await createTestToken(home);
    const flipped = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
    const other = await createTestToken(home);
    const crossed = `${token.slice(0, 18)}${other.token.slice(18)}`;
    const presented = [
      undefined,
      'Bearer',
      'Basic eDp5',
      `Bearer ${flipped}`,
      `Bearer ${crossed}`,
      token,
      `Bearer ${token} x`,
    ];
    for (const authorization of presented)
      for (const method of ['GET', 'POST', 'DELETE']) {
        const headers = { ...endpointHeaders(''), ...(authorization !== undefined && { authorization }) };
        if (authorization === undefined) Reflect.deleteProperty(headers, 'authorization');
        const answer = await sendRaw(server.port, { method, headers });
        expect(answer, `${method} ${authorization}`).toMatchObject({ status: 401 });
        const error = authorization === undefined ? '' : ', error="invalid_token"';
        expect(answer.headers['www-authenticate']).toBe(`Bearer realm="kami"${error}`);
      }
    expect(await listed(token)).toMatchObject({ status: 200 });
  });

  it('is for the tools of its patterns: others are neither listed nor called', async () => {
    const { token } = await createTestToken(home, ['--tools', 'ech*', '--tools', 'state']);
    const { text } = await sendRaw(server.port, modernRequest(token, 'tools/list'));
    const { result } = JSON.parse(text) as { result: { tools: { name: string }[] } };
    expect(result.tools.map(({ name }) => name)).toEqual(['echo', 'state']);
    expect(await call(token, 'echo')).toMatchObject({ status: 200 });
    expect((await call(token, 'spin')).text).toContain('There is no tool \\"spin\\"');
  });

  it('that has expired is refused', async () => {
    const soon = new Date(Date.now() + 2500).toISOString();
    const { token } = await createTestToken(home, ['--expires', soon]);
    expect(await listed(token)).toMatchObject({ status: 200 });
    await vi.waitUntil(async () => ((await listed(token)) as { status: number }).status === 401, {
      timeout: 10_000,
      interval: 50,
    });
  });
});

describe.runIf(process.platform === 'linux')('two tokens', () => {
  it('share no executor, and each call has its token as actor', async () => {
    const tokens = [await createTestToken(home), await createTestToken(home)];
    const executors: number[] = [];
    for (const { token } of [...tokens, ...tokens]) {
      expect((await call(token, 'state')).text).toContain('"structuredContent":{"count":1}');
      executors.push(await newestExecutor(home, 'state'));
    }
    const [first, second, third, fourth] = executors;
    expect(first).not.toBe(second);
    expect([third, fourth]).toEqual([first, second]);
    const children = descendantsOf(server.command.pid).map(({ pid }) => pid);
    expect(children).toEqual(expect.arrayContaining([first, second]));
    const log = await readLog(home, 'state', 200);
    const actors = log.filter(({ type }) => type === 'intent.received').map(({ actor }) => actor);
    expect(actors.slice(-4)).toEqual([...tokens, ...tokens].map(({ id }) => `token:${id}`));
  });

  it('do not know each other’s sessions', async () => {
    const [mine, other] = [await createTestToken(home), await createTestToken(home)];
    const session = await openRawSession(server.port, mine.token);
    const headers = { ...endpointHeaders(other.token), 'mcp-session-id': session.id };
    for (const method of ['GET', 'DELETE'])
      expect(await sendRaw(server.port, { method, headers })).toMatchObject({ status: 404 });
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
    expect(await sendRaw(server.port, { headers, body })).toMatchObject({ status: 404 });
    expect(await session.request('ping')).toMatchObject({ status: 200 });
  });
});

describe.runIf(process.platform === 'linux')('a token that is revoked', () => {
  it('ends with its sessions, its streams and its running calls, at once', async () => {
    const { id, token } = await createTestToken(home);
    const session = await openRawSession(server.port, token);
    const stream = await session.stream();
    const streamEnded = new Promise((resolve) => stream.resume().on('close', resolve));
    const before = await newestExecutor(home, 'spin');
    const answers = [call(token, 'spin'), session.request('tools/call', { name: 'spin', arguments: {} })];
    const executor = await untilDispatched(home, 'spin', before);
    await home.must(['token', 'revoke', id]);
    await untilGone(executor);
    await streamEnded;
    const [modern, legacy] = await Promise.all(answers);
    expect(modern).toMatchObject({ status: 401 });
    expect(legacy?.text).not.toContain('result');
    expect(await listed(token)).toMatchObject({ status: 401 });
    expect(await session.request('ping')).toMatchObject({ status: 401 });
    const log = await readLog(home, 'spin', 200);
    expect(log.filter(({ type }) => type === 'call.cancelled').length).toBeGreaterThan(0);
  });

  it('starts nothing by a request whose body came whole after the end', async () => {
    const { id, token } = await createTestToken(home);
    const session = await openRawSession(server.port, token);
    const stream = await session.stream();
    const streamEnded = new Promise((resolve) => stream.resume().on('close', resolve));
    const { headers = {}, body = '' } = modernRequest(token, 'tools/call', { name: 'echo', arguments: {} });
    const late = sendRequest({ port: server.port, host: '127.0.0.1', method: 'POST', path: '/mcp', headers });
    late.setHeader('content-length', Buffer.byteLength(body));
    const answered = once(late, 'response');
    await new Promise((resolve) => late.write(body.slice(0, 10), resolve));
    await listed(token);
    await home.must(['token', 'revoke', id]);
    await streamEnded;
    late.end(body.slice(10));
    const [answer] = (await answered) as [IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(401);
    const log = await readLog(home, 'echo', 200);
    expect(log.map(({ actor }) => actor)).not.toContain(`token:${id}`);
  });

  it('leaves those of other tokens as they are', async () => {
    const [kept, gone] = [await createTestToken(home), await createTestToken(home)];
    const session = await openRawSession(server.port, kept.token);
    const stream = await session.stream();
    expect(await listed(gone.token)).toMatchObject({ status: 200 });
    await home.must(['token', 'revoke', gone.id]);
    await vi.waitUntil(async () => ((await listed(gone.token)) as { status: number }).status === 401);
    const told = untilSent(stream, 'notifications/tools/list_changed');
    await home.must(['install', makeToolFolder(home, 'echo', [], { name: 'later', id: 'test.later' })]);
    expect(await told).toContain('list_changed');
  });
});
