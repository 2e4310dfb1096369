import { describe, expect, it } from 'vitest';
import type { HostCall, JobHeader } from '@kami/protocol';
import type { GuestName } from '../../../../testing/guests/index.ts';
import { LOAD, MAKE, SEED, START, jobOf } from './orders.ts';
import { preparedGuest } from './prepared-guest.ts';
import { payloadOf, resultOf, runOrders, type Answer, type Run } from './scripted-host.ts';

const utf8 = new TextEncoder();

async function call(
  guest: GuestName,
  args: object,
  more: Partial<JobHeader> = {},
  answer?: (call: HostCall) => Answer,
  load: object = LOAD,
): Promise<Run> {
  return runOrders(
    [
      { kind: 'load', id: 0, header: load, body: await preparedGuest(guest) },
      { kind: 'make', id: 0, header: MAKE },
      { kind: 'job', id: 1, header: jobOf(guest, more), body: utf8.encode(JSON.stringify(args)) },
    ],
    answer,
  );
}

function structured(run: Run): Record<string, unknown> {
  return payloadOf(run).structured as Record<string, unknown>;
}

describe('calls of a json-tool', () => {
  it('gives structured content, and the same JSON as text', async () => {
    const payload = payloadOf(await call('echo', { a: [1, { b: null }] }, { structured: true }));
    expect(payload).toEqual({
      content: [{ type: 'text', text: '{"a":[1,{"b":null}]}' }],
      structured: { a: [1, { b: null }] },
      isError: false,
    });
  });

  it('describes', async () => {
    const run = await call('echo', {}, { action: 'describe' });
    expect(resultOf(run).status).toBe('described');
    expect(JSON.parse(new TextDecoder().decode(run.messages.at(-1)?.body))).toMatchObject({
      definitions: [{ name: 'echo', inputSchema: { type: 'object' } }],
    });
  });

  it('says that a describe which is no JSON is an invalid result', async () => {
    expect(resultOf(await call('bad-json', {}, { action: 'describe' }))).toEqual({
      status: 'result-invalid',
      message: 'describe: not JSON',
    });
  });

  it('runs every call in an instance of its own', async () => {
    const body = await preparedGuest('state');
    const job = {
      kind: 'job' as const,
      header: jobOf('state', { structured: true }),
      body: utf8.encode('{}'),
    };
    const { messages } = runOrders([
      { kind: 'load', id: 0, header: LOAD, body },
      { ...job, id: 1 },
      { ...job, id: 2 },
    ]);
    const counts = messages
      .filter(({ kind }) => kind === 'result')
      .map((message) => payloadOf({ messages: [message], calls: [], oneways: [] }).structured);
    expect(counts).toEqual([{ count: 1 }, { count: 1 }]);
  });

  it('gives the call its own clock and seed, whatever the instance was made with', async () => {
    const [one, two, other] = [
      await call('clock-random', {}, { structured: true }),
      await call('clock-random', {}, { structured: true }),
      await call('clock-random', {}, { structured: true, seed: '03'.repeat(32) }),
    ];
    expect(structured(one)).toEqual(structured(two));
    expect(structured(other)['random']).not.toEqual(structured(one)['random']);
    expect(Number(structured(one)['seconds'])).toBe(START.wallMicros / 1e6);
    expect(SEED).not.toBe(MAKE.seed);
  });

  it('waits by one host call', async () => {
    const run = await call('clock-random', { 'wait-ms': 5 }, { structured: true }, () => ({
      ok: 'ready',
      handles: [],
    }));
    expect(run.calls).toMatchObject([{ op: 'wait', handles: [] }]);
    expect(Number((run.calls[0] as { untilNanos: string }).untilNanos)).toBeGreaterThanOrEqual(1_005_000_000);
  });

  it('traps on too many random bytes', async () => {
    expect(resultOf(await call('clock-random', { bytes: 2_000_000 }))).toEqual({
      status: 'trapped',
      message: 'too many random bytes asked for',
    });
  });

  it('names a trap without a stack', async () => {
    expect(resultOf(await call('trap', {}))).toEqual({
      status: 'trapped',
      message: 'wasm `unreachable` instruction executed',
    });
  });

  it('names a stack overflow', async () => {
    expect(resultOf(await call('recurse', {}))).toEqual({ status: 'trapped', message: 'stack overflow' });
  });

  it('bounds memory by the maxima that were written in', async () => {
    expect(Number(structured(await call('grow', {}, { structured: true }))['pages'])).toBeLessThanOrEqual(
      1024,
    );
  });

  it('bounds all memories of a core module together, each of which may grow', async () => {
    const pages = Number(structured(await call('two-memories', {}, { structured: true }))['pages']);
    expect(pages).toBeLessThanOrEqual(1024);
    expect(pages).toBeGreaterThan(1000);
  });

  it('refuses an instance whose memories may grow over the limit together', async () => {
    const { messages } = await call('echo', {}, {}, undefined, { ...LOAD, maxMemoryPages: 100 });
    expect(messages[2]).toMatchObject({ kind: 'fault', header: { stage: 'make' } });
    expect(messages[3]).toMatchObject({ kind: 'result', header: { status: 'trapped' } });
  });

  it('refuses an answer over the limit before it is parsed', async () => {
    expect(resultOf(await call('big-output', { bytes: 1001 }, { maxOutputBytes: 1000 })).status).toBe(
      'output-too-large',
    );
    expect(resultOf(await call('big-output', { bytes: 500 }, { maxOutputBytes: 1000 })).status).toBe(
      'delivered',
    );
  });

  it('denies every socket and tells the host', async () => {
    const run = await call('sockets', { port: 80, name: 'example.com' }, { structured: true }, () => ({
      ok: 'denied',
      message: 'no',
    }));
    expect(structured(run)).toEqual({
      tcp: 'access-denied',
      connect: expect.anything() as unknown,
      udp: 'access-denied',
      lookup: 'access-denied',
    });
    expect(run.calls.length).toBeGreaterThanOrEqual(3);
    expect(run.calls.every(({ op }) => op === 'denied')).toBe(true);
  });

  it('checks arguments and answers by the compiled schemas', async () => {
    const input = { type: 'object', required: ['n'], properties: { n: { type: 'integer', maximum: 5 } } };
    const output = { type: 'object', properties: { n: { const: 5 } } };
    const load = {
      kind: 'load' as const,
      id: 0,
      header: LOAD,
      body: await preparedGuest('echo', [{ tool: 'echo', input, output }]),
    };
    const run = (args: object): Run =>
      runOrders([
        load,
        {
          kind: 'job',
          id: 1,
          header: jobOf('echo', { structured: true }),
          body: utf8.encode(JSON.stringify(args)),
        },
      ]);
    expect(resultOf(run({ n: 9 }))).toMatchObject({
      status: 'arguments-invalid',
      problems: [{ path: '/n' }],
    });
    expect(resultOf(run({}))).toMatchObject({ status: 'arguments-invalid' });
    expect(resultOf(run({ n: 4 }))).toMatchObject({ status: 'result-invalid' });
    expect(resultOf(run({ n: 5 }))).toEqual({ status: 'delivered' });
  });

  it('faults on a prepared form that is none', () => {
    const { messages } = runOrders([{ kind: 'load', id: 7, header: LOAD, body: new Uint8Array(20) }]);
    expect(messages.at(-1)).toMatchObject({
      kind: 'fault',
      id: 7,
      header: { stage: 'load', message: 'not a prepared form' },
    });
  });

  it('runs a component on a C library', async () => {
    const run = await call('p1-hello', { name: 'World' });
    expect(payloadOf(run).isError).toBe(false);
  });
});
