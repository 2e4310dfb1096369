import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { text } from '../../src/content/content.ts';
import { reply } from '../../src/content/reply.ts';
import { callTool } from '../../src/tool/call-tool.ts';
import { defineTool } from '../../src/tool/define-tool.ts';
import { InvalidArguments, ToolError } from '../../src/tool/tool-error.ts';
import { toWireFailure } from '../../src/tool/wire-failure.ts';
import type { CallContext } from '../../src/tool/call-context.ts';

const silent = (): void => {};
const context: CallContext = {
  log: { debug: silent, info: silent, notice: silent, warning: silent, error: silent },
  progress: silent,
  cancelled: () => false,
  id: '',
  traceparent: '',
  client: { form: false, url: false, sampling: false, roots: false, logging: false, progress: false },
  remainingMs: () => 0,
};
const input = z.object({ n: z.int().default(3) });
const free = (run: (args: { n: number }) => object | string | undefined) =>
  defineTool({ name: 'free', description: 'x', input, run });

describe('callTool', () => {
  it('applies defaults and makes content of what a tool gives', async () => {
    const texts = async (given: object | string | undefined) =>
      (
        await callTool(
          free(() => given),
          '{}',
          context,
        )
      ).content.map(({ content }) => content.val);
    expect(
      await callTool(
        free(({ n }) => `${n}`),
        '{}',
        context,
      ),
    ).toMatchObject({
      content: [{ content: { tag: 'text', val: '3' }, annotations: null }],
      structured: null,
      meta: null,
    });
    expect(await texts(undefined)).toEqual([]);
    expect(await texts({ a: 1 })).toEqual(['{\n  "a": 1\n}']);
    expect(await texts([])).toEqual(['[]']);
    expect(await texts(text('one'))).toEqual(['one']);
    expect(await texts([text('one'), text('two')])).toEqual(['one', 'two']);
  });

  it('gives structured data with content and metadata beside it', async () => {
    const tool = defineTool({
      name: 'both',
      description: 'x',
      input,
      output: z
        .object({ n: z.int().transform((n) => n), extra: z.string().default('e') })
        .pick({ extra: true }),
      run: () => reply({ structured: {}, content: [text('seen')], meta: { a: 1 } }),
    });
    expect(await callTool(tool, '{}', context)).toMatchObject({
      content: [{ content: { val: 'seen' } }],
      structured: '{"extra":"e"}',
      meta: '{"a":1}',
    });
  });

  it('answers at once where the tool does, and later where it does not', async () => {
    const answers = (run: () => string | Promise<string>) =>
      callTool(defineTool({ name: 'a', description: 'x', input, run }), '{}', context);
    expect(answers(() => 'now')).toMatchObject({ content: [{ content: { val: 'now' } }] });
    const later = answers(async () => Promise.resolve('later'));
    expect(later).toBeInstanceOf(Promise);
    expect(await later).toMatchObject({ content: [{ content: { val: 'later' } }] });
  });

  it('refuses arguments with a pointer to each problem', () => {
    const refused = () =>
      callTool(
        free(() => ''),
        '{"n":1.5}',
        context,
      );
    expect(refused).toThrow(InvalidArguments);
    expect(refused).toThrow(/^\/n: /);
  });
});

describe('toWireFailure', () => {
  const unexpected: unknown[] = [];
  const convert = (thrown: unknown) => toWireFailure(thrown, (error) => unexpected.push(error));

  it('keeps what a tool meant to say', () => {
    expect(convert(new ToolError('no'))).toMatchObject({ tag: 'failed', val: [{ content: { val: 'no' } }] });
    expect(convert(new ToolError('no', { content: [text('see')] }))).toMatchObject({
      val: [{ content: { val: 'see' } }],
    });
    expect(convert(new InvalidArguments([{ path: '/a', message: 'b' }]))).toEqual({
      tag: 'invalid',
      val: [{ path: '/a', message: 'b' }],
    });
    expect(unexpected).toEqual([]);
  });

  it('reports what it did not', () => {
    expect(convert(new Error(''))).toMatchObject({ val: [{ content: { val: 'Error' } }] });
    expect(convert('text')).toMatchObject({ val: [{ content: { val: 'text' } }] });
    expect(unexpected).toEqual([expect.any(Error), 'text']);
  });
});
