import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { recorded, type OpenToolOptions } from '../../packages/guest/src/testing/index.ts';
import { serveSecrets, type SecretServer } from './secret-server.ts';
import { makeToolBench, type ToolBench } from './tool-bench.ts';

const KEY = 'sk-0123-never-in-a-recording';
let bench: ToolBench;
let server: SecretServer;
let url: string;

beforeAll(async () => {
  bench = makeToolBench();
  let served = 0;
  server = await serveSecrets((request, response) => {
    const said = request.headers.authorization ?? 'nothing';
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () =>
      response.end(`${(served += 1)}: ${request.url ?? ''} ${Buffer.concat(parts).toString()} said ${said}`),
    );
  });
  url = `http://localhost:${server.port}`;
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  bench[Symbol.dispose]();
});

const netProbe = async (options: OpenToolOptions) =>
  bench.guest('net-probe', [`net_allow_list = ["${url}"]`, 'max_execution_ms = 20000'], options);

interface Outcome {
  readonly status?: number;
  readonly text?: string;
  readonly error?: string;
}
const outcomes = (text: string): readonly Outcome[] => (JSON.parse(text) as { outcomes: Outcome[] }).outcomes;

describe('a tool that a test opens', { timeout: 60_000 }, () => {
  it('gives its results, its errors and what it used', async () => {
    await using tool = await bench.example('json-query');
    expect(tool).toMatchObject({ name: 'json-query', functions: ['json-query'] });
    const good = await tool.call({ expression: 'length(@)', data: [1, 2] });
    expect(good).toMatchObject({ isError: false, structured: { result: 2 }, denials: [] });
    expect(good.text).toBe('{"result":2}');
    expect(good.usage.durationMs).toBeGreaterThan(0);
    expect(Object.keys(good)).toEqual(['isError', 'content', 'structured', 'denials', 'log', 'progress']);
    const bad = await tool.call('json-query', { expression: '[', data: [] });
    expect(bad).toMatchObject({ isError: true, error: { code: expect.any(String) as string } });
    const unfit = await tool.call({ data: 1 });
    expect(unfit.error?.code).toBe('KAMI_ARGUMENT_INVALID');
    await expect(tool.call('nothing')).rejects.toThrow('json-query has no function "nothing"');
  });

  it('has the private folder that the test gave it, and shows what is in it afterwards', async () => {
    const kept = { id: 'a', text: 'kept before', tags: [], created: '2025-01-01T00:00:00.000Z' };
    await using tool = await bench.example('notes', {
      privateFolder: { 'elsewhere.txt': 'untouched' },
    });
    const added = await tool.call<{ id: string; created: string }>('add', { text: 'Ship it' });
    expect(added.structured?.created).toBe('2026-01-01T00:00:00.000Z');
    tool.clock.advance(86_400_000);
    const next = await tool.call<{ id: string; created: string }>('add', { text: kept.text });
    expect(next.structured?.created).toBe('2026-01-02T00:00:00.000Z');
    expect(next.usage.fileWrittenBytes).toBeGreaterThan(0);
    const names = await tool.files.list('/data');
    expect(names).toContain('elsewhere.txt');
    const file = names.find((name) => name !== 'elsewhere.txt') ?? '';
    expect(await tool.files.read(`/data/${file}`)).toContain('Ship it');
    await expect(tool.files.read('/data/../x')).rejects.toThrow('leads out of its folder');
    await expect(tool.files.read('/mnt/x/y')).rejects.toThrow('it has /data');
  });

  it('draws the same and finds the same time in each run, and not twice the same in one', async () => {
    const draw = async (options: OpenToolOptions): Promise<readonly string[]> => {
      await using tool = await bench.guest('clock-random', [], options);
      const results = [await tool.call({}), await tool.call({})];
      return results.map(({ text }) => text);
    };
    const [first = '', second = ''] = await draw({ seed: 7, clock: '2030-02-03T04:05:06Z' });
    expect(await draw({ seed: 7, clock: '2030-02-03T04:05:06Z' })).toEqual([first, second]);
    expect(JSON.parse(first)).toMatchObject({ seconds: Date.UTC(2030, 1, 3, 4, 5, 6) / 1000 });
    expect(first).not.toBe(second);
    expect(await draw({ seed: 8, clock: '2030-02-03T04:05:06Z' })).not.toContain(first);
  });

  it('waits without time passing, and is ended when it waits beyond its deadline', async () => {
    await using tool = await bench.guest('clock-random', [], { limits: { executionMs: 60_000 } });
    const waited = await tool.call<{ monotonic: string[] }>({ 'wait-ms': 50_000 });
    const [, before = 0, after = 0] = (waited.structured?.monotonic ?? []).map(Number);
    expect(after - before).toBeGreaterThanOrEqual(50_000e6);
    expect(waited.usage.durationMs).toBeLessThan(40_000);
    const late = await tool.call({ 'wait-ms': 61_000 });
    expect(late.error).toMatchObject({ code: 'KAMI_DEADLINE_EXCEEDED' });
  });

  it('is ended at its limits', async () => {
    await using spinning = await bench.guest('spin', [], { limits: { executionMs: 300 } });
    const [spun, other] = await Promise.all([spinning.call({}), spinning.call({})]);
    expect(spun.error?.code).toBe('KAMI_DEADLINE_EXCEEDED');
    expect(other.error?.code).toBe('KAMI_DEADLINE_EXCEEDED');
    const withdrawing = new AbortController();
    await using patient = await bench.guest('spin', [], { limits: { executionMs: 60_000 } });
    const withdrawn = patient.call({}, { signal: withdrawing.signal });
    withdrawing.abort();
    expect((await withdrawn).error?.code).toBe('KAMI_CANCELLED');
  });

  it('finds the folders that it is lent, and leaves those of the project as they are', async () => {
    const fixtures = join(bench.folder, 'fixtures');
    mkdirSync(fixtures, { recursive: true });
    writeFileSync(join(fixtures, 'a.txt'), 'before');
    const security = ['fs_access = "sandbox"'];
    await using tool = await bench.guest('fs-probe', security, {
      mounts: { data: { folder: fixtures, writable: true }, more: { files: { 'deep/b.txt': 'made' } } },
    });
    const read = await tool.call({ op: 'read', root: '/mnt/more', path: 'deep/b.txt' });
    expect(read.text).toContain('made');
    const written = await tool.call({ op: 'write', root: '/mnt/data', path: 'a.txt', data: 'after' });
    expect(written.text).toContain('"ok":true');
    expect(await tool.files.read('/mnt/data/a.txt')).toContain('after');
    expect(readFileSync(join(fixtures, 'a.txt'), 'utf8')).toBe('before');
    const denied = await tool.call({ op: 'write', root: '/mnt/more', path: 'deep/b.txt', data: 'x' });
    expect(denied.text).toContain('error');
  });

  it('cannot be given what its manifest does not ask for', async () => {
    const opening = bench.guest('echo', [], { config: { CITY: 'Berlin' } });
    await expect(opening).rejects.toThrow('cannot be granted env=CITY');
  });

  it('shows what it was denied', async () => {
    await using tool = await netProbe({ grants: 'none' });
    const result = await tool.call({ requests: [{ url: `${url}/` }] });
    expect(result.denials).toEqual([
      expect.objectContaining({ rule: 'net.no-rule', what: `to request GET ${url}/` }),
    ]);
    expect(result.denials[0]?.hint).toContain('kami grant net-probe net=');
  });

  it('has configuration and secrets, and secrets are in nothing that it says', async () => {
    const security = [
      `net_allow_list = ["${url}"]`,
      'env = ["CITY"]',
      'secrets = ["api-key"]',
      'secrets_read = ["token"]',
      'max_execution_ms = 20000',
    ];
    const file = join(bench.folder, 'recordings', 'secrets.jsonl');
    const options = {
      config: { CITY: 'Berlin' },
      secrets: { 'api-key': KEY, token: 'tok-4567-read-by-the-tool' },
      http: recorded(file, { mode: 'missing' }),
    } as const;
    const args = { get: [`${url}/?k=tok-4567-read-by-the-tool`], read: ['token'], ways: ['log', 'progress'] };
    await using tool = await bench.guest('tell-secrets', security, options);
    const result = await tool.call(args);
    expect(server.received.at(-1)?.authorization).toBe(`Bearer ${KEY}`);
    expect(result.structured).toMatchObject({ environment: { ok: [['CITY', 'Berlin']] } });
    expect(result.log).toEqual([
      expect.objectContaining({ level: 'error', message: 'the log has [secret]' }),
    ]);
    expect(result.progress).toEqual([{ done: 1, total: 2, message: 'progress has [secret]' }]);
    expect(result.usage).toMatchObject({ httpRequests: 1 });
    const lines = readFileSync(file, 'utf8').trim().split('\n').slice(1);
    const bytes = lines.map((line) => {
      const { call, body = '', replyBody = '' } = JSON.parse(line) as Record<string, string>;
      return JSON.stringify(call) + atob(body) + atob(replyBody);
    });
    for (const secret of [KEY, 'tok-4567-read-by-the-tool']) expect(bytes.join()).not.toContain(secret);
    // Other secrets than those of the recording: a request is known without them.
    const others = { 'api-key': 'another-key', token: 'another-token-of-another-length' };
    const sent = server.received.length;
    await using again = await bench.guest('tell-secrets', security, { ...options, secrets: others });
    const replayed = await again.call({ ...args, get: [`${url}/?k=${others.token}`] });
    expect(replayed.structured).toMatchObject({ answers: [{ ok: { head: { status: 200 } } }] });
    expect(server.received).toHaveLength(sent);
  });
});

describe('recorded requests', { timeout: 60_000 }, () => {
  it('are answered without the server, whatever their order; grants hold for them too', async () => {
    const file = join(bench.folder, 'recordings', 'probe.jsonl');
    const http = recorded(file, { mode: 'missing' });
    const requests = [
      { url: `${url}/a`, method: 'POST', body: 'one' },
      { url: `${url}/a`, method: 'POST', body: 'two' },
      { url: `${url}/b` },
      { url: `${url}/b` },
    ];
    const before = server.received.length;
    await using recording = await netProbe({ http });
    const first = outcomes((await recording.call({ requests })).text);
    expect(server.received.length - before).toBe(4);
    await using replaying = await netProbe({ http });
    const [, , b1, b2] = first;
    const [two, one] = [first[1], first[0]];
    const swapped = [requests[1], requests[0], requests[2], requests[3]];
    const replayed = outcomes((await replaying.call({ requests: swapped })).text);
    expect(replayed.map(({ text }) => text)).toEqual([two, one, b1, b2].map((each) => each?.text));
    expect(server.received.length - before).toBe(4);

    const third = replaying.call({ requests: [{ url: `${url}/b` }] });
    await expect(third).rejects.toThrow(
      `GET ${url}/b (number 3 of its kind; recorded with this method and address: 2)`,
    );
    await expect(replaying.call({ requests: [{ url: `${url}/c` }] })).rejects.toMatchObject({
      code: 'NOT_RECORDED',
      message: expect.stringContaining('KAMI_TEST_RECORD=all kami test') as string,
    });
    await using ungranted = await netProbe({ http, grants: { net: [`GET ${url}`] } });
    const denied = await ungranted.call({ requests: [requests[0]] });
    expect(denied.denials).toEqual([expect.objectContaining({ rule: 'net.no-rule' })]);
    expect(server.received.length - before).toBe(4);
  });

  it('of calls that run at once are all kept', async () => {
    const http = recorded(join(bench.folder, 'recordings', 'at-once.jsonl'), { mode: 'missing' });
    const all = async (): Promise<readonly (string | undefined)[]> => {
      await using tool = await netProbe({ http });
      const calls = ['/x', '/y', '/z'].map((path) => tool.call({ requests: [{ url: url + path }] }));
      return (await Promise.all(calls)).map(({ text }) => outcomes(text)[0]?.text);
    };
    const first = await all();
    expect(new Set(first).size).toBe(3);
    expect(await all()).toEqual(first);
  });

  it('are an error where there is no recording and none may be made', async () => {
    const http = recorded('never.jsonl', { mode: 'never' });
    await expect(netProbe({ http })).rejects.toMatchObject({ code: 'NOT_RECORDED' });
  });
});
