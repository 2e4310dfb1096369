import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { newestExecutor, readLog, untilDispatched } from './dispatched-call.ts';
import { modernRequest, openRawSession, untilSent } from './http-messages.ts';
import { createTestToken, startHttpServer } from './http-server.ts';
import { makeTestHome } from './kami.ts';
import { descendantsOf } from './processes.ts';
import { openRaw, sendRaw } from './raw-http.ts';
import { makeToolFolder } from './tool-folder.ts';
import { untilGone } from './until-gone.ts';
import { waitingArguments } from './waiting-call.ts';

const home = makeTestHome();
let token: string;

beforeAll(async () => {
  await home.must(['install', guestPath('echo')]);
  for (const guest of ['spin', 'wasi-steps'] as const)
    await home.must(['install', makeToolFolder(home, guest, ['max_execution_ms = 600000']), '--yes']);
  ({ token } = await createTestToken(home));
});

afterAll(() => {
  home[Symbol.dispose]();
});

const readiness = async (port: number): Promise<number> => (await sendRaw(port, { path: '/readyz' })).status;
const untilUnready = async (port: number): Promise<unknown> =>
  vi.waitUntil(async () => (await readiness(port)) === 503, { timeout: 10_000, interval: 5 });

describe('kami serve --http', () => {
  it('prints where it serves, and takes that address once', async () => {
    await using server = await startHttpServer(home);
    expect(server.url).toBe(`http://127.0.0.1:${server.port}/mcp`);
    const taken = await home.run(['serve', '--http', String(server.port)]);
    expect(taken).toMatchObject({ code: 5, stdout: '' });
    expect(taken.stderr).toMatch(/cannot listen on 127\.0\.0\.1:\d+: another program listens there/u);
    expect(taken.stderr).toContain('kami serve --http 0');
  });

  it.each([
    [['--http', 'nowhere'], 'is no address to listen on'],
    [['--http', '0.0.0.0:0'], 'kami serve --http 0.0.0.0:0 --allow-host NAME'],
    [['--http', '[::]:0'], '--allow-host NAME'],
    [['--allow-host', 'x'], '--allow-host is about HTTP'],
  ])('%j is refused with what to do', async (args, text) => {
    const result = await home.run(['serve', ...args]);
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain(text);
  });

  it('beyond this machine warns, and answers to the names it was given', async () => {
    const args = ['--http', '0.0.0.0:0', '--allow-host', 'KAMI.example'];
    await using server = await startHttpServer(home, {}, args);
    const hosts = ['kami.example', 'kami.example:8642', 'localhost', 'other.example'];
    const statuses = await Promise.all(
      hosts.map(async (host) => (await sendRaw(server.port, { path: '/healthz', headers: { host } })).status),
    );
    expect(statuses).toEqual([200, 200, 200, 403]);
    server.command.child.kill('SIGTERM');
    expect((await server.command.ended).stderr).toContain('HTTP is not encrypted');
  });

  it('serves the same home as a server on standard input and output', async () => {
    await using one = await startHttpServer(home);
    await using two = await startHttpServer(home);
    const list = async (port: number): Promise<string> => {
      const { text } = await sendRaw(port, modernRequest(token, 'tools/list'));
      return text;
    };
    expect(await list(one.port)).toBe(await list(two.port));
  });
});

describe.runIf(process.platform === 'linux')('kami serve --http, told to end', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s with nothing to do ends at once, streams open or not',
    async (signal) => {
      await using server = await startHttpServer(home, { KAMI_SERVE_DRAIN_MS: '600000' });
      const session = await openRawSession(server.port, token);
      const streams = [
        await session.stream(),
        await openRaw(
          server.port,
          modernRequest(token, 'subscriptions/listen', { notifications: { toolsListChanged: true } }),
        ),
      ];
      const ended = streams.map(
        async (stream) => new Promise((resolve) => stream.resume().on('close', resolve)),
      );
      const processes = descendantsOf(server.command.pid);
      server.command.child.kill(signal);
      expect(await server.command.ended).toMatchObject({ code: 0, stderr: '' });
      await Promise.all(ended);
      await untilGone(...processes.map(({ pid }) => pid));
    },
  );

  it('is not ready at once, answers what runs, and refuses what comes', async () => {
    await using server = await startHttpServer(home, { KAMI_SERVE_DRAIN_MS: '600000' });
    const waiting = { name: 'wasi-steps', arguments: waitingArguments(4000) };
    const session = await openRawSession(server.port, token);
    const before = await newestExecutor(home, 'wasi-steps');
    const modern = sendRaw(server.port, modernRequest(token, 'tools/call', waiting));
    await untilDispatched(home, 'wasi-steps', before);
    const legacy = await session.open('tools/call', waiting);
    await untilSent(legacy, 'waiting');
    server.command.child.kill('SIGTERM');
    await untilUnready(server.port);
    expect(await sendRaw(server.port, { path: '/healthz' })).toMatchObject({ status: 200 });
    const refused = await sendRaw(
      server.port,
      modernRequest(token, 'tools/call', { name: 'echo', arguments: {} }),
    );
    expect(refused.text).toContain('KAMI_STOPPING');
    expect((await modern).text).toContain('"outcomes"');
    expect(await untilSent(legacy, '"outcomes"')).toContain('"outcomes"');
    expect(await server.command.ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('ends at once at the second signal', async () => {
    await using server = await startHttpServer(home, { KAMI_SERVE_DRAIN_MS: '600000' });
    const before = await newestExecutor(home, 'spin');
    const answer = sendRaw(server.port, modernRequest(token, 'tools/call', { name: 'spin', arguments: {} }));
    const executor = await untilDispatched(home, 'spin', before);
    server.command.child.kill('SIGTERM');
    await untilUnready(server.port);
    server.command.child.kill('SIGTERM');
    expect(await server.command.ended).toMatchObject({ code: 130 });
    await untilGone(executor);
    await answer.catch(() => undefined);
    expect((await readLog(home, 'spin')).at(-1)?.type).toBe('call.cancelled');
  });
});
