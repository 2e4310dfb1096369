import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadComponent } from './load-component.ts';
import { createStubHost } from './stub-host.ts';
import type { LoadedComponent } from './load-component.ts';

let everything: LoadedComponent;
beforeAll(async () => {
  everything = await loadComponent('everything');
}, 30_000);
afterAll(() => everything.close());

/** One call in a fresh instance: texts of the content, or the failure. */
function call(name: string, args: unknown = {}) {
  const host = createStubHost();
  try {
    const outcome = everything.instantiate(host.imports).call(name, JSON.stringify(args));
    return { outcome, text: outcome.content.map(({ content }) => content.val).join('|'), asked: host.asked };
  } catch (error) {
    if (!(error instanceof Error && 'payload' in error)) throw error;
    return { failure: error.payload, asked: host.asked };
  }
}

describe('describe', () => {
  it('gives names, titles and JSON Schemas', () => {
    const definitions = everything.instantiate(createStubHost().imports).describe();
    const { inputSchema, outputSchema, ...greet } = definitions.find(({ name }) => name === 'greet') ?? {};
    expect(greet).toEqual({ name: 'greet', title: 'Greet', description: 'Greets.' });
    expect(JSON.parse(inputSchema ?? '')).toMatchObject({
      type: 'object',
      properties: { name: { type: 'string' }, times: { default: 2 } },
      required: ['name'],
    });
    expect(JSON.parse(outputSchema ?? '')).toMatchObject({ required: ['greeting', 'times'] });
    expect(definitions).toHaveLength(10);
  });
});

describe('call', () => {
  it('parses the arguments by the schema and checks the result', () => {
    expect(call('greet', { name: '  Ada ' }).outcome).toEqual({
      content: [],
      structured: '{"greeting":"Hello Ada","times":2}',
      meta: undefined,
    });
  });

  it('refuses arguments that do not fit, naming each field', () => {
    expect(call('greet', { name: ' x', times: 1.5 }).failure).toMatchObject({
      tag: 'invalid',
      val: [{ path: '/name' }, { path: '/times' }],
    });
  });

  it('fails where the result does not fit the output schema', () => {
    expect(call('liar').failure).toMatchObject({
      tag: 'failed',
      val: [
        { content: { val: expect.stringMatching(/does not fit its output schema: \/count/) as unknown } },
      ],
    });
  });

  it('gives every kind of content', () => {
    const { outcome } = call('contents');
    expect(outcome?.content).toMatchObject([
      {
        content: { tag: 'text', val: 'a' },
        annotations: { audience: { user: true, assistant: false }, priority: 0.5 },
      },
      { content: { tag: 'image', val: { data: new Uint8Array([1, 2]), mimeType: 'image/png' } } },
      { content: { tag: 'audio', val: { data: new Uint8Array([3]), mimeType: 'audio/wav' } } },
      { content: { tag: 'link', val: { uri: 'x:y', name: 'y', size: 3 } } },
    ]);
    expect(outcome?.meta).toBe('{"example.dev/a":1}');
  });

  it.each([
    ['expected', { tag: 'failed', val: [{ content: { tag: 'text', val: 'try something else' } }] }],
    ['later', { tag: 'failed', val: [{ content: { tag: 'text', val: 'rejected' } }] }],
    ['invalid', { tag: 'invalid', val: [{ path: '/how', message: 'not today' }] }],
    ['defect', { tag: 'failed', val: [{ content: { tag: 'text', val: 'RangeError: oops' } }] }],
    [
      'never',
      {
        tag: 'failed',
        val: [{ content: { val: expect.stringMatching(/something that will never happen/) as unknown } }],
      },
    ],
  ])('turns a failure (%s) into what the host expects', (how, expected) => {
    expect(call('fail', { how }).failure).toMatchObject(expected);
  });

  it('names the tools there are when the name is unknown', () => {
    expect(call('nope').failure).toMatchObject({
      val: [{ content: { val: expect.stringContaining('greet, liar') as unknown } }],
    });
  });
});

describe('the host', () => {
  it('has every request under way before the first wait', () => {
    const { text, asked } = call('gather');
    expect(text).toBe('a! b! c!');
    expect(asked.slice(0, 4)).toEqual([
      'start https://example.com/a',
      'start https://example.com/b',
      'start https://example.com/c',
      'poll 1,2,3',
    ]);
  });

  it('sleeps for timers, and for no longer', () => {
    const { text, asked } = call('wait');
    expect(text).toBe('10 20 30 x y');
    expect(asked).toEqual(['progress 1/2 half', 'sleep 10', 'sleep 10', 'sleep 10']);
  });

  it('gives clock, randomness and environment', () => {
    const { text = '', asked } = call('surroundings');
    expect(JSON.parse(text)).toEqual({
      date: '2023-11-14T22:13:20.250Z',
      now: 1_700_000_000_250,
      isDate: true,
      random: 0x80_80_80_80_80_80 / 2 ** 53,
      uuid: '80808080-8080-4080-8080-808080808080',
      key: 'value',
      clone: { a: [1] },
      bytes: [0xc3, 0xa9],
      host: 'example.com:8443',
      id: 'call-1',
      traceparent: '00-ab-cd-01',
      cancelled: true,
    });
    expect(asked).toEqual(['log warning seen {"a":1}']);
  });

  it('gives the secrets that were asked for, and says what the operator is to do about others', () => {
    const confided = (name: string): unknown => JSON.parse(call('confide', { name }).text ?? '');
    expect(confided('TOKEN')).toMatchObject({ secret: 'a secret' });
    expect(confided('UNSET')).toEqual({
      code: 'not-set',
      message: 'the secret UNSET is not set: the operator sets it with kami secret set UNSET',
    });
    expect(confided('KEPT')).toEqual({
      code: 'not-granted',
      message: 'the secret KEPT is not granted: the operator grants it with --grant secret-read=KEPT',
    });
  });

  it('opens no door of the context that the definition did not ask for', () => {
    expect(call('trespass').failure).toMatchObject({
      tag: 'failed',
      val: [
        { content: { val: expect.stringContaining('context.config is not there: add "config"') as unknown } },
      ],
    });
  });

  it('moves files in chunks of 1 MiB', () => {
    const { text = '', asked } = call('filing', { size: 600_000 });
    expect(JSON.parse(text)).toEqual({ same: true, kind: 'file', listed: ['x'], there: false });
    expect(asked).toEqual(['write replace 1048576', 'write append 151424']);
  });
});

describe('a component', () => {
  it('imports what its tools use, and WASI under its own name', () => {
    expect(everything.imports).toEqual(
      everything.built.imports
        .map((name) => name.replace(/@.*/, ''))
        .concat('wasi:io/poll')
        .toSorted(),
    );
  });

  it('imports no files, network, clock or randomness when nothing uses them', async () => {
    const smallest = await loadComponent('smallest');
    try {
      expect(smallest.imports).toEqual(['kami:host/call', 'kami:host/log']);
      expect(smallest.built.size).toBeLessThan(1_200_000);
      const outcome = smallest.instantiate(createStubHost().imports).call('echo', '{"a":1}');
      expect(outcome.content).toMatchObject([{ content: { tag: 'text', val: '{"a":1}' } }]);
    } finally {
      await smallest.close();
    }
  }, 20_000);
});
