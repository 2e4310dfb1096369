import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { modernRequest, openRawSession } from './http-messages.ts';
import { createTestToken, startHttpServer } from './http-server.ts';
import { makeTestHome } from './kami.ts';
import { sendRaw } from './raw-http.ts';
import { makeToolFolder } from './tool-folder.ts';

const home = makeTestHome();
let token: string;

beforeAll(async () => {
  for (const guest of ['draws', 'echo', 'state'] as const) await home.must(['install', guestPath(guest)]);
  ({ token } = await createTestToken(home));
});

afterAll(() => {
  home[Symbol.dispose]();
});

const text = async (port: number, method: string, params: object = {}): Promise<string> =>
  (await sendRaw(port, modernRequest(token, method, params))).text;

describe('kami serve --http with a selection', () => {
  it('offers its tools alone, in lists, calls, resources and instructions of both eras', async () => {
    await using server = await startHttpServer(home, {}, ['--http', '0', '--tools', 's*']);
    expect(await text(server.port, 'tools/list')).toMatch(/^(?!.*"echo").*"state"/su);
    expect(await text(server.port, 'tools/call', { name: 'echo', arguments: {} })).toContain(
      'There is no tool',
    );
    const uri = 'kami://tools';
    expect(await text(server.port, 'resources/read', { uri })).toMatch(/^(?!.*local\.echo).*local\.state/su);
    expect(await text(server.port, 'resources/read', { uri: `${uri}/local.echo` })).toContain('"error"');
    expect(await text(server.port, 'server/discover')).toContain('There is one tool: state.');
    const session = await openRawSession(server.port, token);
    expect((await session.request('tools/list')).text).toMatch(/^(?!.*"echo").*"state"/su);
    await session.end();
  });

  it('leaves a token what both allow', async () => {
    const { token: limited } = await createTestToken(home, ['--tools', 'e*', '--tools', 's*']);
    await using server = await startHttpServer(home, {}, ['--http', '0', '--tools', '?????']);
    const { text: listed } = await sendRaw(server.port, modernRequest(limited, 'tools/list'));
    expect(listed).toMatch(/^(?!.*(?:"draws"|"echo")).*"state"/su);
  });

  it('refuses an unknown profile before it listens', async () => {
    const { code, stderr } = await home.run(['serve', '--http', '0', '--profile', 'none']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('There is no profile "none".')]);
  });

  it('gives lists in pages of serve.list_page', async () => {
    await using server = await startHttpServer(home, { KAMI_SERVE_LIST_PAGE: '2' });
    const first = await text(server.port, 'tools/list');
    expect(first).toMatch(/^(?!.*"state").*"echo"/su);
    const [, cursor] = /"nextCursor":"([^"]+)"/u.exec(first) ?? [];
    expect(await text(server.port, 'tools/list', { cursor })).toMatch(/^(?!.*nextCursor).*"state"/su);
    expect(await text(server.port, 'prompts/list', { cursor: 'x' })).toContain('-32602');
  });
});

describe('kami serve --http --learn', () => {
  it('says once what was denied', async () => {
    const asks = ['net_allow_list = ["http://127.0.0.1:9"]'];
    await home.must(['install', makeToolFolder(home, 'sm-fetch', asks, { name: 'fetcher' }), '--yes']);
    await home.must(['revoke', 'fetcher', '--all']);
    const server = await startHttpServer(home, {}, ['--http', '0', '--learn']);
    const args = { name: 'fetcher', arguments: { url: 'http://127.0.0.1:9/x' } };
    for (const _ of [1, 2]) expect(await text(server.port, 'tools/call', args)).toContain('not allowed');
    server.command.child.kill('SIGTERM');
    const { stderr } = await server.command.ended;
    expect(stderr.match(/fetcher is not allowed to request GET/gu)).toHaveLength(1);
  }, 120_000);
});

describe('kami serve --http in a home that is not made yet', () => {
  it('makes it, for clients need tokens', async () => {
    using fresh = makeTestHome();
    await using server = await startHttpServer(fresh);
    ({ token } = await createTestToken(fresh));
    expect(await text(server.port, 'tools/list')).toContain('"tools":[]');
    await fresh.must(['install', guestPath('echo')]);
    expect(await text(server.port, 'tools/list')).toContain('"echo"');
  });
});
