import { parseNetRule } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { runCall } from '../../src/index.ts';
import { delivered, fakeTool, must } from '../support/fixtures.ts';
import { prepareCalls } from '../support/prepare-calls.ts';

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

describe('runCall', () => {
  it('takes the golden path', async () => {
    const { ports, events, request } = prepareCalls(() =>
      Promise.resolve({ ok: true, value: delivered('hello') }),
    );
    const report = await runCall(ports, request());
    expect(report).toMatchObject({ ok: true, value: { outcome: { isError: false }, denials: [] } });
    expect(events.events.map((event) => event.type)).toEqual([
      'intent.received',
      'gate.schema',
      'gate.grant',
      'gate.policy',
      'dataplane.dispatched',
      'artifact.delivered',
    ]);
    expect(events.batches).toEqual([5, 1]);
    const [first, ...rest] = events.events;
    expect(rest.map((event) => event.causationId)).toEqual(
      events.events.slice(0, -1).map((event) => event.eventId),
    );
    expect(rest.every((event) => event.correlationId === first?.correlationId)).toBe(true);
  });

  it('refuses a held tool before anything runs', async () => {
    const { ports, events, request } = prepareCalls(() => Promise.reject(new Error('not reached')));
    const report = await runCall(ports, request({ tool: fakeTool('probe', { state: 'held' }) }));
    expect(report).toMatchObject({
      ok: false,
      error: { code: 'KAMI_TOOL_HELD', hint: 'kami approve probe' },
    });
    expect(events.events.at(-1)?.type).toBe('call.denied');
  });

  it('blames a failure on the denial before it, in words that name the grant', async () => {
    const { ports, events, request } = prepareCalls(async (_job, _args, seam) => {
      const start = {
        op: 'http.start',
        method: 'GET',
        url: 'https://api.example.com/v1?key=secret',
        headers: [],
        body: 'none',
      } as const;
      const { header } = await seam.call(start, new Uint8Array(0));
      expect(header).toMatchObject({ httpError: 'HTTP-request-denied' });
      return {
        ok: true,
        value: {
          header: { status: 'delivered' },
          payload: encode({ content: [{ type: 'text', text: 'no net' }], isError: true }),
        },
      };
    });
    const plain = fakeTool();
    const net = [must(parseNetRule('GET api.example.com'))];
    const security = { ...plain.manifest.security, net };
    const tool = { ...plain, manifest: { ...plain.manifest, security } };
    const report = await runCall(ports, request({ tool }));
    expect(report).toMatchObject({
      ok: false,
      error: { code: 'KAMI_DENIED', hint: "kami grant probe 'net=GET api.example.com'" },
    });
    expect(JSON.stringify(report)).not.toContain('secret');
    expect(events.events.find(({ type }) => type === 'capability.denied')?.data).toEqual({
      what: 'to request GET https://api.example.com/v1',
      rule: 'net.no-rule',
      grant: "kami grant probe 'net=GET api.example.com'",
      wanted: { kind: 'net', method: 'GET', target: 'api.example.com' },
    });
  });

  it.each([
    ['trapped', 'KAMI_TOOL_TRAPPED'],
    ['out-of-memory', 'KAMI_MEMORY_EXCEEDED'],
    ['output-too-large', 'KAMI_OUTPUT_TOO_LARGE'],
    ['result-invalid', 'KAMI_TOOL_RESULT_INVALID'],
    ['exited', 'KAMI_TOOL_FAILED'],
  ] as const)('turns %s into %s', async (status, code) => {
    const { ports, request } = prepareCalls(() =>
      Promise.resolve({ ok: true, value: { header: { status }, payload: new Uint8Array(0) } }),
    );
    expect(await runCall(ports, request())).toMatchObject({ ok: false, error: { code } });
  });

  it('names each argument that does not fit', async () => {
    const problems = [{ path: '/count', message: 'expected an integer, found "x"' }];
    const { ports, request } = prepareCalls(() =>
      Promise.resolve({
        ok: true,
        value: { header: { status: 'arguments-invalid', problems }, payload: new Uint8Array(0) },
      }),
    );
    const report = await runCall(ports, request());
    expect(report).toMatchObject({ ok: false, error: { code: 'KAMI_ARGUMENT_INVALID', data: { problems } } });
  });

  it('does not trust the form of an answer', async () => {
    const { ports, request } = prepareCalls(() =>
      Promise.resolve({
        ok: true,
        value: { header: { status: 'delivered' }, payload: encode({ content: 'x' }) },
      }),
    );
    expect(await runCall(ports, request())).toMatchObject({
      ok: false,
      error: { code: 'KAMI_TOOL_RESULT_INVALID' },
    });
  });

  it('refuses arguments that are nested too deep', async () => {
    let args: object = {};
    for (let i = 0; i < 1000; i++) args = { args };
    const { ports, request } = prepareCalls(() => Promise.reject(new Error('not reached')));
    expect(await runCall(ports, request({ args: { ...args } as never }))).toMatchObject({
      ok: false,
      error: { code: 'KAMI_ARGUMENT_INVALID' },
    });
  });

  it('never lengthens the limit of a tool', async () => {
    const deadlines: number[] = [];
    const { ports, request } = prepareCalls((job) => {
      deadlines.push(job.deadlineMs);
      return Promise.resolve({ ok: true, value: delivered('') });
    });
    const base = request();
    await runCall(ports, { ...base, context: { ...base.context, timeoutMs: 1 } });
    await runCall(ports, { ...base, context: { ...base.context, timeoutMs: 1e9 } });
    expect(deadlines).toEqual([1, 5000]);
  });
});
