import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { GuestName } from '../guests/index.ts';
import { type FetchServer, startFetchServer } from './fetch-server.ts';
import { makeTestHome } from './kami.ts';
import { type McpSession, openSession } from './mcp-session.ts';
import { makeToolFolder } from './tool-folder.ts';

const guests = ['fetch-quickjs', 'fetch-starlingmonkey'] as const satisfies readonly GuestName[];
const home = makeTestHome();
let server: FetchServer;
let session: McpSession;

beforeAll(async () => {
  server = await startFetchServer();
  const rule = `GET,POST ${server.url}`;
  const asked = JSON.stringify([rule, 'http://other.example']);
  const security = [`net_allow_list = ${asked}`, 'max_execution_ms = 60000'];
  for (const guest of guests)
    await home.must(['install', makeToolFolder(home, guest, security), '--grant', `net=${rule}`]);
  session = await openSession(home);
});

afterAll(async () => {
  await session[Symbol.asyncDispose]();
  server[Symbol.dispose]();
  home[Symbol.dispose]();
});

/** Does one operation and gives its outcome, or the words of the failure. */
async function operate(guest: GuestName, op: string, args: object = {}): Promise<unknown> {
  const { result } = await session.request('tools/call', { name: guest, arguments: { op, ...args } });
  const [content] = (result?.['content'] ?? []) as readonly { readonly text: string }[];
  return result?.['isError'] === true ? content?.text : JSON.parse(content?.text ?? '');
}

describe.each(guests)('fetch in %s', (guest) => {
  it('has every request of Promise.all under way at once', async () => {
    const urls = Array.from({ length: 12 }, () => `${server.url}/together/12`);
    const { bodies } = (await operate(guest, 'together', { urls })) as { readonly bodies: string[] };
    expect(bodies.toSorted()).toEqual(urls.map((_, index) => `answer ${index}`).toSorted());
  });

  it.each([
    ['text', 'Ã©', 'text/plain;charset=UTF-8'],
    ['bytes', '\0ÿ', undefined],
    ['params', 'a=b+c', 'application/x-www-form-urlencoded;charset=UTF-8'],
  ])('sends %s', async (body, text, type) => {
    expect(await operate(guest, 'send', { url: `${server.url}/show`, body })).toEqual({
      status: 200,
      answer: { method: 'POST', ...(type !== undefined && { type }), asked: 'yes', text },
    });
  });

  it('sends a stream, larger than what is kept of it', async () => {
    const args = { url: `${server.url}/show`, body: 'stream', parts: 10, size: 500_000 };
    expect(await operate(guest, 'send', args)).toMatchObject({ answer: { text: '5000000' } });
  });

  it('reads a large body in parts', async () => {
    expect(await operate(guest, 'read', { url: `${server.url}/large` })).toMatchObject({ size: 8_000_000 });
  });

  it('takes no more of an endless body than it reads', async () => {
    expect(await operate(guest, 'begin', { url: `${server.url}/endless` })).toEqual({ some: true });
    expect(await server.endless).toBeLessThan(32 * 1024 * 1024);
  });

  it('fails where it is denied, or the body is cut off', async () => {
    for (const url of ['http://other.example/', `${server.url}/cut`]) {
      const outcome = await operate(guest, 'failure', { url });
      expect(outcome).toHaveProperty('name', expect.stringMatching(/Error$/u));
      expect(outcome).not.toHaveProperty('value');
    }
  });
});

describe("the SDK's fetch", () => {
  const guest = 'fetch-quickjs';

  // StarlingMonkey's own asks for the response when the body has gone, and ends the call where that waits for the response.
  it('answers while the body of the request is still being sent', async () => {
    const words = ['one', 'two', 'three'];
    expect(await operate(guest, 'converse', { url: `${server.url}/echo`, words })).toEqual({
      heard: words,
      done: true,
    });
  });

  it('is given up by its signal: the promise has the reason, and the peer sees it', async () => {
    const args = { url: `${server.url}/never`, other: `${server.url}/show` };
    expect(await operate(guest, 'abort', args)).toEqual({ reason: 'enough' });
    await server.gaveUp;
  });

  it('is given up after a time', async () => {
    expect(await operate(guest, 'timeout', { url: `${server.url}/never`, ms: 20 })).toMatchObject({
      name: 'TimeoutError',
    });
  });

  it('gives trailers, and names the grant that is missing', async () => {
    expect(await operate(guest, 'trailers', { url: `${server.url}/trailers` })).toEqual({
      body: 'body',
      trailers: [['x-sum', '4']],
    });
    const denied = await operate(guest, 'failure', { url: 'http://other.example/' });
    expect(denied).toMatchObject({ name: 'FetchError' });
    expect(JSON.stringify(denied)).toContain('kami grant fetch-quickjs net=http://other.example');
  });

  it('refuses what is no method', async () => {
    expect(
      await operate(guest, 'failure', { url: `${server.url}/show`, method: 'BAD METHOD' }),
    ).toMatchObject({ name: 'FetchError' });
  });
});

describe('the guests of the benchmark', () => {
  it.each(['http-bench', 'http-bench-quickjs'] as const)('%s reads every body', async (guest) => {
    const security = [`net_allow_list = ["GET ${server.url}"]`];
    await home.must(['install', makeToolFolder(home, guest, security), '--yes']);
    const authority = new URL(server.url).host;
    const args = { authority, path: '/together/1', count: 3 };
    const { result } = await session.request('tools/call', { name: guest, arguments: args });
    const [content] = (result?.['content'] ?? []) as readonly { readonly text: string }[];
    expect(JSON.parse(content?.text ?? '')).toEqual({ bytes: 3 * 'answer 0'.length });
  });
});
