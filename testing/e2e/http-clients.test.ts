import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { connectLegacyHttp, connectModernHttp } from './connect-http-client.ts';
import { newestExecutor, untilDispatched } from './dispatched-call.ts';
import { createTestToken, startHttpServer, type HttpServer } from './http-server.ts';
import { makeTestHome } from './kami.ts';
import { makeToolFolder } from './tool-folder.ts';
import { untilGone } from './until-gone.ts';

const home = makeTestHome();
let server: HttpServer;
let token: string;

beforeAll(async () => {
  await home.must(['install', guestPath('echo')]);
  await home.must(['install', makeToolFolder(home, 'spin', ['max_execution_ms = 600000'])]);
  ({ token } = await createTestToken(home));
  server = await startHttpServer(home);
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  home[Symbol.dispose]();
});

const eras = [
  { era: 'legacy', connect: connectLegacyHttp },
  { era: 'modern', connect: connectModernHttp },
] as const;

describe.each(eras)('kami serve --http, to a real client of the $era era', ({ era, connect }) => {
  it('lists and calls tools', async () => {
    await using client = await connect(server.url, token);
    expect(client.era).toBe(era);
    expect(await client.listTools()).toEqual(expect.arrayContaining(['echo', 'spin']));
    expect(await client.callTool('echo', { deep: [1, 'ü'] })).toMatchObject({
      structuredContent: { deep: [1, 'ü'] },
    });
    await expect(client.callTool('nothing', {})).rejects.toThrow('There is no tool "nothing"');
  });

  it('answers many calls at once, each with its own answer', async () => {
    await using client = await connect(server.url, token);
    const numbers = Array.from({ length: 40 }, (_none, index) => index);
    const answers = await Promise.all(numbers.map(async (number) => client.callTool('echo', { number })));
    expect(answers.map(({ structuredContent }) => structuredContent)).toEqual(
      numbers.map((number) => ({ number })),
    );
  });

  it('tells of a change that another process made', async () => {
    await using client = await connect(server.url, token);
    const { promise, resolve } = Promise.withResolvers<void>();
    await client.onListChanged(resolve);
    const name = `added-${era}`;
    await home.must(['install', makeToolFolder(home, 'echo', [], { name, id: `test.${name}` })]);
    await promise;
    expect(await client.listTools()).toContain(name);
  });

  it.runIf(process.platform === 'linux')('ends the guest of a call that the client withdraws', async () => {
    await using client = await connect(server.url, token);
    const before = await newestExecutor(home, 'spin');
    const withdraw = new AbortController();
    const answer = client.callTool('spin', {}, { signal: withdraw.signal });
    const executor = await untilDispatched(home, 'spin', before);
    withdraw.abort();
    await expect(answer).rejects.toThrow();
    await untilGone(executor);
    expect(await client.callTool('echo', { next: 1 })).toMatchObject({ structuredContent: { next: 1 } });
  });
});
