import { parseFeatureAnswer, parseFeaturesPayload, type FeatureAction, type JobHeader } from '@kami/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import type { GuestName } from '../../../../testing/guests/index.ts';
import { jobOf, LOAD } from './orders.ts';
import { preparedGuest } from './prepared-guest.ts';
import { resultOf, runOrders, type Run } from './scripted-host.ts';

const forms = new Map<GuestName, Uint8Array>();

beforeAll(async () => {
  for (const guest of ['conformance', 'bad-features', 'words-c'] as const)
    forms.set(guest, await preparedGuest(guest));
});

/** Asks a guest as the host does, and gives all that came of it. */
function ask(
  guest: GuestName,
  action: JobHeader['action'],
  args: object = {},
  more: Partial<JobHeader> = {},
): Run {
  return runOrders([
    { kind: 'load', id: 0, header: LOAD, body: forms.get(guest) ?? new Uint8Array(0) },
    { kind: 'job', id: 1, header: jobOf('', { action, ...more }), body: Buffer.from(JSON.stringify(args)) },
  ]);
}

function answerOf(action: FeatureAction, run: Run): unknown {
  const header = resultOf(run);
  if (header.status !== 'delivered') throw new Error(JSON.stringify(header));
  const parsed = parseFeatureAnswer(action, run.messages.at(-1)?.body ?? new Uint8Array(0));
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

describe('describe-features', () => {
  it('gives resources, templates and prompts as the component has them', () => {
    const run = ask('conformance', 'describe-features');
    expect(resultOf(run)).toEqual({ status: 'described' });
    const features = parseFeaturesPayload(run.messages.at(-1)?.body ?? new Uint8Array(0));
    if (!features.ok) throw new Error(features.error);
    expect(features.value.resources.map(({ uri }) => uri)).toEqual([
      'test://static-text',
      'test://static-binary',
      'test://watched-resource',
      'test://template/1/data',
      'test://template/2/data',
    ]);
    expect(features.value.templates).toMatchObject([{ uriTemplate: 'test://template/{id}/data' }]);
    expect(features.value.prompts).toContainEqual({
      name: 'prompt_with_arguments',
      description: 'A prompt with arguments.',
      arguments: [
        { name: 'arg1', description: 'First test argument', required: true },
        { name: 'arg2', description: 'Second test argument', required: true },
      ],
    });
  });

  it('takes what was listed before a listing failed', () => {
    const run = ask('bad-features', 'describe-features', {}, { callId: 'failed' });
    expect(resultOf(run)).toEqual({ status: 'described' });
  });

  it.each([
    ['many', 'over 1024 elements'],
    ['twice', '"bad://a" is there twice'],
    ['same', '"bad://page" is there twice'],
    ['control', 'printable ASCII'],
    ['squat', "KAMI's own"],
    ['relative', 'absolute URI'],
    ['long', 'at most 2048 characters'],
    ['prompt-twice', '"a" is there twice'],
    ['prompt-name', 'letters, digits'],
    ['argument-twice', '"x" is there twice'],
    ['prompts-many', 'over 128 elements'],
    ['template-level', 'RFC 6570, level 1'],
    ['template-plain', 'an expression'],
    ['template-touching', 'between two expressions'],
    ['template-squat', "KAMI's own"],
  ])('refuses %s and says why', (callId, why) => {
    const header = resultOf(ask('bad-features', 'describe-features', {}, { callId }));
    expect(header).toMatchObject({
      status: 'result-invalid',
      message: expect.stringContaining(why) as string,
    });
  });

  it('says of a listing that traps that it trapped', () => {
    expect(resultOf(ask('bad-features', 'describe-features', {}, { callId: 'trap' })).status).toBe('trapped');
  });
});

describe('what a component has beside its functions', () => {
  it('is listed, read and filled in', () => {
    expect(answerOf('list-resources', ask('conformance', 'list-resources'))).toMatchObject({ next: 't0' });
    expect(answerOf('list-resources', ask('conformance', 'list-resources', { cursor: 't0' }))).toMatchObject({
      resources: [{ uri: 'test://template/1/data' }, { uri: 'test://template/2/data' }],
    });
    expect(
      answerOf('read-resource', ask('conformance', 'read-resource', { uri: 'test://template/7/data' })),
    ).toEqual({
      contents: [
        {
          uri: 'test://template/7/data',
          mimeType: 'application/json',
          text: '{"id":"7","templateTest":true,"data":"Data for ID: 7"}',
        },
      ],
    });
    const given = { name: 'prompt_with_arguments', arguments: { arg1: 'a', arg2: '"b' } };
    expect(answerOf('get-prompt', ask('conformance', 'get-prompt', given))).toMatchObject({
      messages: [
        { role: 'user', content: { type: 'text', text: `Prompt with arguments: arg1='a', arg2='"b'` } },
      ],
    });
  });

  it('is completed, with at most 100 values', () => {
    const question = { prompt: 'x', argument: 'a', value: '', others: {} };
    expect(answerOf('complete', ask('bad-features', 'complete', question))).toMatchObject({
      values: expect.toSatisfy((values: unknown[]) => values.length === 100) as unknown,
      more: true,
    });
  });

  it.each([
    ['read-resource', { uri: 'test://nothing' }],
    ['read-resource', { uri: 'test://template/missing/data' }],
    ['get-prompt', { name: 'nothing', arguments: {} }],
  ] as const)('is not found where there is none: %s %j', (action, args) => {
    expect(resultOf(ask('conformance', action, args))).toEqual({ status: 'not-found', message: '' });
  });

  it('says which arguments of a prompt the component refuses', () => {
    const args = { name: 'prompt_with_arguments', arguments: { arg1: 'bad', arg2: '' } };
    expect(resultOf(ask('conformance', 'get-prompt', args))).toMatchObject({
      status: 'arguments-invalid',
      problems: [{ path: '', message: '/arg1: is bad' }],
    });
  });

  it.each([
    ['read-resource', { uri: 'bad://huge' }, 'output-too-large'],
    ['read-resource', { uri: 'bad://many' }, 'result-invalid'],
    ['read-resource', { uri: 'bad://control' }, 'result-invalid'],
    ['read-resource', { uri: 'bad://trap' }, 'trapped'],
    ['get-prompt', { name: 'huge', arguments: {} }, 'output-too-large'],
    ['get-prompt', { name: 'role', arguments: {} }, 'trapped'],
  ] as const)('fails alone where it is bad: %s %j', (action, args, status) => {
    expect(resultOf(ask('bad-features', action, args)).status).toBe(status);
  });

  it('tells of changes at most a hundred times a call', () => {
    const run = ask('bad-features', 'read-resource', { uri: 'bad://flood' });
    expect(run.oneways).toHaveLength(100);
    expect(run.oneways.slice(0, 2).map(({ call }) => call)).toEqual([
      { op: 'notify', what: 'resources' },
      { op: 'notify', what: 'resources', uri: 'bad://0' },
    ]);
  });

  it('traps where the component exports nothing of the kind', () => {
    expect(resultOf(ask('words-c', 'read-resource', { uri: 'a://b' })).status).toBe('trapped');
  });
});
