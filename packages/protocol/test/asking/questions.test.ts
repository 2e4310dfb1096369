import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodeAnswers,
  encodeQuestions,
  MAX_ANSWER_BYTES,
  MAX_QUESTIONS,
  parseAnswers,
  parseQuestions,
  readInputResponse,
  toCapabilities,
  toInputRequest,
  type Question,
} from '../../src/index.ts';

const form: Question = {
  name: 'who',
  kind: 'form',
  message: 'Who?',
  schema: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
};
const link: Question = { name: 'page', kind: 'url', message: 'Look', url: 'https://example.com/a' };
const model: Question = {
  name: 'model',
  kind: 'sampling',
  params: { messages: [{ role: 'user', content: { type: 'text', text: 'Hi' } }], maxTokens: 5 },
};
const roots: Question = { name: 'roots', kind: 'roots' };
const parse = (value: unknown): string => {
  const parsed = parseQuestions(new TextEncoder().encode(JSON.stringify(value)));
  return parsed.ok ? 'taken' : parsed.error;
};

describe('parseQuestions', () => {
  it('reads what was encoded', () => {
    const all = [form, link, model, roots];
    expect(parseQuestions(encodeQuestions(all))).toEqual({ ok: true, value: all });
  });

  it.each([
    ['no question', []],
    ['too many', Array.from({ length: MAX_QUESTIONS + 1 }, (_, i) => ({ name: `q${i}`, kind: 'roots' }))],
    ['a name twice', [roots, roots]],
    ['a name that is none', [{ ...roots, name: 'Roots!' }]],
    ["a name of one of KAMI's own", [{ ...roots, name: 'kami_permission' }]],
    ['another key', [{ ...roots, extra: 1 }]],
    ['a page that is a program', [{ ...link, url: 'javascript:alert(1)' }]],
    ['a page with a password', [{ ...link, url: 'https://a:b@example.com' }]],
    ['a page that reads as another', [{ ...link, url: 'https://example.com\t.evil.test/' }]],
    ['a page whose host is another to others', [{ ...link, url: 'https://a.test\\@b.test/' }]],
    ['a form that is not flat', [{ ...form, schema: { type: 'array' } }]],
    ['context of other servers', [{ ...model, params: { ...model.params, includeContext: 'allServers' } }]],
    ['tools for the model', [{ ...model, params: { ...model.params, tools: [] } }]],
    ['no message', [{ ...model, params: { messages: [], maxTokens: 5 } }]],
    ['words without end', [{ ...form, message: 'x'.repeat(5000) }]],
  ])('refuses %s', (_what, questions) => {
    expect(parse(questions)).not.toBe('taken');
  });

  it('never throws, whatever bytes it is given', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void parseQuestions(bytes)));
    fc.assert(fc.property(fc.jsonValue(), (value) => void parse([value])));
  });
});

describe('answers', () => {
  it('are read as they were encoded, within their bound', () => {
    const answers = [{ action: 'accepted', content: { a: [1] } }, { action: 'declined' }] as const;
    expect(parseAnswers(encodeAnswers(answers) ?? new Uint8Array(0))).toEqual({ ok: true, value: answers });
    expect(encodeAnswers([{ action: 'accepted', content: 'x'.repeat(MAX_ANSWER_BYTES) }])).toBeUndefined();
    expect(parseAnswers(new TextEncoder().encode('[{"action":"accept"}]')).ok).toBe(false);
  });
});

describe('questions in the words of MCP', () => {
  it('are requests', () => {
    expect([form, link, model, roots].map(toInputRequest)).toEqual([
      { method: 'elicitation/create', params: { message: 'Who?', requestedSchema: form.schema } },
      {
        method: 'elicitation/create',
        params: { mode: 'url', message: 'Look', url: 'https://example.com/a' },
      },
      { method: 'sampling/createMessage', params: model.params },
      { method: 'roots/list', params: {} },
    ]);
    expect(toCapabilities(['form', 'url', 'sampling', 'roots'])).toEqual({
      elicitation: { form: {}, url: {} },
      sampling: {},
      roots: {},
    });
  });

  const said = (question: Question, response: unknown): unknown => {
    const answer = readInputResponse(question, response);
    return answer.ok ? answer.value : 'refused';
  };
  it.each([
    [
      form,
      { action: 'accept', content: { name: 'A', more: 1 } },
      { action: 'accepted', content: { name: 'A' } },
    ],
    [form, { action: 'decline' }, { action: 'declined' }],
    [form, { action: 'cancel' }, { action: 'dismissed' }],
    [form, { action: 'accept', content: {} }, 'refused'],
    [form, { action: 'accept' }, 'refused'],
    [form, 12_345, 'refused'],
    [form, undefined, 'refused'],
    [link, { action: 'accept' }, { action: 'accepted', content: {} }],
    [model, { role: 'assistant', content: { type: 'text', text: 'Hi' } }, 'refused'],
    [
      roots,
      { roots: [{ uri: 'file:///a', _meta: {} }] },
      { action: 'accepted', content: [{ uri: 'file:///a' }] },
    ],
    [roots, { roots: [{}] }, 'refused'],
    [roots, { roots: 1 }, 'refused'],
  ] as const)('%j answered with %j', (question, response, expected) => {
    expect(said(question, response)).toEqual(expected);
  });
});
