import { describe, expect, it } from 'vitest';
import { readFields } from '../../src/testing/answer-fields.ts';
import { grantTexts, limitFields } from '../../src/testing/open-options.ts';
import { readCallResult } from '../../src/testing/read-call-result.ts';

const USAGE = {
  durationMs: 1.5,
  memoryBytes: 9,
  hostCalls: 1,
  httpRequests: 0,
  httpSentBytes: 0,
  httpReceivedBytes: 0,
  fileReadBytes: 0,
  fileWrittenBytes: 0,
};
const ANSWER = {
  isError: false,
  content: [
    { type: 'text', text: 'a' },
    { type: 'image', data: 'x' },
    { type: 'text', text: 'b' },
  ],
  structured: { a: 1 },
  _meta: { m: 1 },
  denials: [{ rule: 'r', what: 'w', hint: 'h', wanted: { kind: 'env', key: 'A' } }],
  log: [{ level: 'info', message: 'm', data: '{}' }],
  progress: [{ done: 1, total: 2 }],
  usage: USAGE,
  unrecorded: [{ method: 'GET', url: 'u', nth: 1, bodyBytes: 0, similar: 0 }],
};

describe('readCallResult', () => {
  it('gives what a snapshot may hold, and apart from it text and usage', () => {
    const { result, unrecorded } = readCallResult(ANSWER);
    const { usage: _usage, unrecorded: asked, _meta: meta, ...shown } = ANSWER;
    expect({ ...result }).toEqual({ ...shown, meta });
    expect(result.text).toBe('a\nb');
    expect(result.usage).toEqual(USAGE);
    expect(unrecorded).toEqual(asked);
  });

  it('says of each failure why', () => {
    const said = { ...ANSWER, isError: true };
    expect(readCallResult(said).result.error).toEqual({ code: 'KAMI_TOOL_FAILED', message: 'a\nb' });
    const error = { code: 'KAMI_DENIED', message: 'no', hint: 'h', data: { x: 1 } };
    const { result } = readCallResult({ ...said, content: [], error });
    expect(result.error).toEqual(error);
    expect(result.text).toBe('no');
  });

  it('says where the tool threw, but not in a snapshot', () => {
    const thrownAt = ['at f (src/tool.ts:3:4)'];
    const { result } = readCallResult({ ...ANSWER, isError: true, thrownAt });
    expect(result.error?.thrownAt).toEqual(thrownAt);
    expect({ ...result.error }).toEqual({ code: 'KAMI_TOOL_FAILED', message: 'a\nb' });
    expect(() => readCallResult({ ...ANSWER, isError: true, thrownAt: 7 })).toThrow('answer.thrownAt');
  });

  it.each(['isError', 'content', 'denials', 'log', 'progress', 'usage', 'unrecorded'] as const)(
    'takes no answer without %s, nor with another form of it',
    (key) => {
      const { [key]: _left, ...rest } = ANSWER;
      expect(() => readCallResult(rest)).toThrow(TypeError);
      expect(() => readCallResult({ ...rest, [key]: 7 })).toThrow(`answer.${key}`);
    },
  );
});

describe('readFields', () => {
  it('names the place of what is wrong', () => {
    expect(() =>
      readFields({ a: [{}, { b: 1 }] })
        .objects('a')[1]
        ?.text('b'),
    ).toThrow('answer.a[1].b is no text');
    expect(() => readFields([])).toThrow('answer is no object');
    expect(() => readFields({}).number('constructor')).toThrow('answer.constructor is no number');
    expect(readFields({ a: ['x'] }).texts('a')).toEqual(['x']);
  });
});

describe('grantTexts and limitFields', () => {
  it('say what is granted in the form of kami grant', () => {
    expect(grantTexts({})).toEqual([]);
    expect(grantTexts({ privateFolder: {} })).toEqual([]);
    expect(grantTexts({ grants: 'none', privateFolder: {} })).toEqual(['private-folder']);
    const grants = { net: ['GET a'], secrets: ['k@a'], privateFolder: true };
    expect(grantTexts({ grants })).toEqual(['net=GET a', 'secret=k@a', 'private-folder']);
    expect(limitFields({ executionMs: 5, memoryMb: 6 })).toEqual({ maxExecutionMs: 5, maxMemoryMb: 6 });
  });
});
