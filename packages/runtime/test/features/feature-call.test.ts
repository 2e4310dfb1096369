import { NO_PERMISSION } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { runFeatureCall, type FeatureRequest, type Recorder } from '../../src/index.ts';
import { fakeTool } from '../support/fixtures.ts';
import { prepareCalls } from '../support/prepare-calls.ts';

const SECRET = 'sk-0123456789';
const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const tool = fakeTool('notes', {
  permission: { ...NO_PERMISSION, secrets: [{ name: 'token', use: 'read' }] },
});

function asking(answer: object, status: 'delivered' | 'failed' = 'delivered') {
  const { ports, events, request } = prepareCalls(
    (_job, _args, seam) => {
      seam.oneway({ op: 'log', level: 'info', message: `it is ${SECRET}` }, new Uint8Array(0));
      const message = status === 'failed' ? { message: `no ${SECRET}` } : {};
      return Promise.resolve({
        ok: true,
        value: { header: { status, ...message }, payload: encode(answer) },
      });
    },
    new Map([['token', SECRET]]),
  );
  const { context, signal } = request();
  const logged: string[] = [];
  const observer = { progress: () => undefined, log: (_level: string, text: string) => logged.push(text) };
  const order = { tool, context, signal, observer };
  return { ports, events, logged, order };
}

const read = { action: 'read-resource', question: { uri: 'notes://today' } } as const;

describe('runFeatureCall', () => {
  it('takes secrets out of a resource and of what is logged meanwhile', async () => {
    const { ports, events, logged, order } = asking({ contents: [{ uri: 'notes://today', text: SECRET }] });
    expect(await runFeatureCall(ports, { ...order, ...read })).toEqual({
      ok: true,
      value: { contents: [{ uri: 'notes://today', text: '[secret]' }] },
    });
    expect(logged).toEqual(['it is [secret]']);
    expect(events.events.at(-1)?.type).toBe('artifact.delivered');
    expect(JSON.stringify(events.events)).not.toContain(SECRET);
  });

  it('takes them out of a prompt, a completion, a list and an error', async () => {
    const prompt: FeatureRequest<'get-prompt'>['question'] = { name: 'p', arguments: {} };
    const filled = asking({ messages: [{ role: 'user', content: { type: 'text', text: SECRET } }] });
    expect(
      await runFeatureCall(filled.ports, { ...filled.order, action: 'get-prompt', question: prompt }),
    ).toMatchObject({ value: { messages: [{ content: { text: '[secret]' } }] } });
    const suggested = asking({ values: [SECRET], more: false });
    const question = { prompt: 'p', argument: 'a', value: '', others: {} };
    expect(
      await runFeatureCall(suggested.ports, { ...suggested.order, action: 'complete', question }),
    ).toMatchObject({ value: { values: ['[secret]'] } });
    const listed = asking({ resources: [{ uri: 'notes://today', name: SECRET }] });
    expect(
      await runFeatureCall(listed.ports, { ...listed.order, action: 'list-resources', question: {} }),
    ).toMatchObject({ value: { resources: [{ name: '[secret]' }] } });
    const failed = asking({}, 'failed');
    expect(await runFeatureCall(failed.ports, { ...failed.order, ...read })).toMatchObject({
      error: { code: 'KAMI_TOOL_FAILED', message: 'notes failed: no [secret].' },
    });
  });

  it('keeps no secret in a recording', async () => {
    const { ports, order } = asking({ contents: [{ uri: 'notes://today', text: SECRET }] });
    const kept: unknown[] = [];
    const host = { kami: '1', protocol: 1, node: '26', v8: '1', platform: 'linux', arch: 'x64' };
    const recorder = { host, keep: (recording: unknown) => kept.push(recording) } as unknown as Recorder;
    await runFeatureCall(ports, { ...order, ...read, recorder });
    const spelled = JSON.stringify(kept, (_key, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );
    expect(spelled).not.toContain(SECRET);
  });

  it('tells of a variable that was withheld, as the call of a function does', async () => {
    const { ports, order, events } = asking({ contents: [] });
    const denied: string[] = [];
    const { manifest } = tool;
    const security = { ...manifest.security, env: ['HOME_CITY'] };
    const reader = { ...tool, imports: ['wasi:cli/environment@0.2.0'], manifest: { ...manifest, security } };
    await runFeatureCall(ports, {
      ...order,
      ...read,
      tool: reader,
      onDenial: ({ what }) => denied.push(what),
    });
    expect(denied).toEqual(['to read the environment variable HOME_CITY']);
    expect(events.events.map(({ type }) => type)).toContain('capability.denied');
  });
});
