import { describe, expect, it } from 'vitest';
import { text } from '../../src/content/content.ts';
import { collectPrompts, collectResources, collectTemplates } from '../../src/feature/collect-features.ts';
import { complete } from '../../src/feature/completion-export.ts';
import { assistantMessage, definePrompt, userMessage } from '../../src/feature/define-prompt.ts';
import { defineResource, defineResourceTemplate } from '../../src/feature/define-resource.ts';
import { NotFound, toFeatureFailure } from '../../src/feature/feature-failure.ts';
import { getPrompt, toWirePrompt } from '../../src/feature/prompts-export.ts';
import { listPage, readResource, toWireTemplate } from '../../src/feature/resources-export.ts';
import { checkTemplate, matchTemplate } from '../../src/feature/uri-template.ts';
import { InvalidArguments, ToolError } from '../../src/tool/tool-error.ts';
import { serveLines, toolExports } from '../../src/build/tool-exports.ts';
import type { CallContext } from '../../src/tool/call-context.ts';

const line = (): void => undefined;
const open = (): CallContext => ({
  log: { debug: line, info: line, notice: line, warning: line, error: line },
  progress: line,
  cancelled: () => false,
  id: 'id',
  traceparent: '',
  client: { form: false, url: false, sampling: false, roots: false, logging: false, progress: false },
  remainingMs: () => 1,
});
const resource = defineResource({ uri: 'a://one', name: 'one', mimeType: 'text/plain', read: () => 'ONE' });
const notes = defineResourceTemplate({
  uriTemplate: 'a://notes/{day}',
  name: 'note',
  list: () => [{ uri: 'a://notes/1', name: '1' }],
  read: (_uri, { day }) => (day === 'none' ? undefined : new Uint8Array([1])),
  complete: { day: (value) => [`${value}!`] },
});
const prompt = definePrompt({
  name: 'greet',
  description: 'Greets.',
  arguments: [
    { name: 'who', required: true, complete: (value, { how = '' }) => [value + how] },
    { name: 'how' },
  ],
  get: ({ who = '' }) => [userMessage(`Hello ${who}`), assistantMessage(text('Hi'))],
});

describe('defining', () => {
  it.each([
    () => defineResource({ uri: 'kami://x', name: 'x', read: () => '' }),
    () => defineResource({ uri: 'x y', name: 'x', read: () => '' }),
    () => defineResourceTemplate({ uriTemplate: 'a://b', name: 'x', read: () => '' }),
    () => defineResourceTemplate({ uriTemplate: 'a://{+b}', name: 'x', read: () => '' }),
    () =>
      defineResourceTemplate({
        uriTemplate: 'a://{b}',
        name: 'x',
        read: () => '',
        complete: { c: () => [] },
      }),
    () => definePrompt({ name: 'a b', get: () => '' }),
    () => checkTemplate('a', []),
  ])('ends the build where it is malformed: %#', (define) => {
    expect(define).toThrow(/The (?:URI|prompt)/);
  });

  it('collects what an entry exports, also in lists, each once', () => {
    const entry = { resource, list: [resource, notes, prompt], other: 1 };
    expect(collectResources(entry)).toEqual([resource]);
    expect(collectTemplates(entry)).toEqual([notes]);
    expect(collectPrompts(entry)).toEqual([prompt]);
    const same = defineResource({ uri: 'a://one', name: 'other', read: () => '' });
    expect(() => collectResources({ resource, same })).toThrow('"a://one" twice');
  });
});

describe('resources', () => {
  it('are listed apart from what templates list, so that those may fail alone', async () => {
    expect(await listPage([resource], [notes], null, open)).toMatchObject({
      items: [{ uri: 'a://one', title: null, size: null }],
      next: 't0',
    });
    expect(await listPage([resource], [notes], 't0', open)).toMatchObject({
      items: [{ uri: 'a://notes/1' }],
      next: null,
    });
    expect(await listPage([], [notes], undefined, open)).toMatchObject({
      items: [{ uri: 'a://notes/1' }],
    });
    const many = Array.from({ length: 501 }, (_, index) =>
      defineResource({ uri: `a://${index}`, name: 'n', read: () => '' }),
    );
    expect(await listPage(many, [], 'r500', open)).toMatchObject({
      items: [{ uri: 'a://500' }],
      next: null,
    });
  });

  it('are read as text, bytes, or not there', async () => {
    expect(await readResource([resource], [notes], 'a://one', open)).toEqual([
      { uri: 'a://one', mimeType: 'text/plain', body: { tag: 'text', val: 'ONE' } },
    ]);
    expect(await readResource([resource], [notes], 'a://notes/a%20b', open)).toMatchObject([
      { body: { tag: 'blob' } },
    ]);
    await expect(readResource([resource], [notes], 'a://notes/none', open)).rejects.toBeInstanceOf(NotFound);
    await expect(readResource([resource], [notes], 'a://two', open)).rejects.toBeInstanceOf(NotFound);
    expect(toWireTemplate(notes)).toMatchObject({ uriTemplate: 'a://notes/{day}', title: null });
  });
});

describe('matchTemplate', () => {
  it('decodes values and keeps to one segment', () => {
    expect(matchTemplate('a://{b}/{c}', 'a://x%2Fy/z')).toEqual({ b: 'x/y', c: 'z' });
    expect(matchTemplate('a://{b}', 'a://x/y')).toBeUndefined();
    expect(matchTemplate('a.b:{c}', 'aXb:c')).toBeUndefined();
    expect(matchTemplate('a:{b}', 'a:%zz')).toEqual({ b: '%zz' });
  });
});

describe('prompts and completion', () => {
  it('are described, filled in and completed', async () => {
    expect(toWirePrompt(prompt)).toMatchObject({
      name: 'greet',
      arguments: [
        { name: 'who', required: true },
        { name: 'how', required: false },
      ],
    });
    expect(await getPrompt([prompt], 'greet', [['who', 'A']], open)).toMatchObject({
      description: 'Greets.',
      messages: [{ role: 'user', block: { content: { val: 'Hello A' } } }, { role: 'assistant' }],
    });
    const plain = definePrompt({ name: 'plain', get: () => 'text' });
    expect(await getPrompt([plain], 'plain', [], open)).toMatchObject({ messages: [{ role: 'user' }] });
    await expect(getPrompt([prompt], 'no', [], open)).rejects.toBeInstanceOf(NotFound);
    const ask = (tag: 'prompt' | 'template', val: string, argument: string) =>
      complete([prompt], [notes], { subject: { tag, val }, argument, value: 'v', others: [['how', '?']] });
    expect(await ask('prompt', 'greet', 'who')).toEqual({ values: ['v?'], total: 1, more: false });
    expect(await ask('template', 'a://notes/{day}', 'day')).toMatchObject({ values: ['v!'] });
    expect(await ask('prompt', 'greet', 'how')).toMatchObject({ values: [] });
  });
});

describe('toFeatureFailure', () => {
  it('says how it failed, and tells of defects', () => {
    const defects: unknown[] = [];
    const failure = (thrown: unknown, knowsInvalid = true) =>
      toFeatureFailure(thrown, knowsInvalid, (error) => defects.push(error));
    const invalid = new InvalidArguments([{ path: '/a', message: 'is bad' }]);
    expect(failure(new NotFound())).toEqual({ tag: 'not-found' });
    expect(failure(invalid)).toEqual({ tag: 'invalid', val: '/a: is bad' });
    expect(failure(invalid, false)).toEqual({ tag: 'failed', val: '/a: is bad' });
    expect(failure(new ToolError('no'))).toEqual({ tag: 'failed', val: 'no' });
    expect(defects).toEqual([]);
    expect(failure(new TypeError('x'))).toEqual({ tag: 'failed', val: 'TypeError: x' });
    expect(defects).toHaveLength(1);
  });
});

describe('toolExports', () => {
  it('exports what the code defines', () => {
    expect(toolExports('')).toEqual(['tools']);
    expect(toolExports('function definePrompt(a) {}')).toEqual(['tools', 'prompts', 'completion']);
    expect(toolExports('function defineResourceTemplate(a) {}')).toEqual([
      'tools',
      'resources',
      'completion',
    ]);
    expect(serveLines(['tools'], [], ['files']).join('\n')).toMatch(
      /const doors = \{ files \};\nexport const tools = serve\(entry, \[\], doors\);$/,
    );
    expect(serveLines(['tools', 'prompts'], [], []).at(-1)).toBe(
      'export const prompts = servePrompts(entry, doors);',
    );
  });
});
