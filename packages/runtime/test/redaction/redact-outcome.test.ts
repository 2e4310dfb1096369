import { describe, expect, it } from 'vitest';
import { createRedactor } from '@kami/sandbox';
import { kamiError, ok, type ContentBlock, type ToolOutcome } from '@kami/types';
import { redactOutcome, redactResult } from '../../src/redaction/redact-outcome.ts';

const SECRET = 'sk-0123456789';
const redactor = createRedactor([SECRET]);
const outcome = (content: readonly ContentBlock[], rest: Partial<ToolOutcome> = {}): ToolOutcome => ({
  content,
  isError: false,
  ...rest,
});
const redacted = (given: ToolOutcome): ToolOutcome => {
  const result = redactResult(ok(given), redactor, redactOutcome);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

describe('an answer without secrets', () => {
  it('has them taken out of every text of every kind of block', () => {
    const text = `has ${SECRET}`;
    const blocks: readonly ContentBlock[] = [
      { type: 'text', text, annotations: { priority: 1 } },
      { type: 'image', data: 'AAAA', mimeType: text },
      {
        type: 'resource_link',
        uri: `x:${SECRET}`,
        name: text,
        title: text,
        description: text,
        mimeType: text,
      },
      {
        type: 'resource',
        resource: { uri: `x:${SECRET}`, mimeType: text, text },
        annotations: { priority: 0 },
      },
    ];
    const { content, structured, meta } = redacted(
      outcome(blocks, { structured: { a: [text], [text]: 1 }, meta: { b: { c: text } } }),
    );
    expect(JSON.stringify([content, structured, meta])).not.toContain(SECRET);
    expect(content[0]).toEqual({ type: 'text', text: 'has [secret]', annotations: { priority: 1 } });
    expect(content[3]).toMatchObject({ annotations: { priority: 0 }, resource: { text: 'has [secret]' } });
    expect(structured).toEqual({ a: ['has [secret]'], 'has [secret]': 1 });
    expect(meta).toEqual({ b: { c: 'has [secret]' } });
  });

  it('has binary content decoded, masked, and as long as it was', () => {
    const bytes = Buffer.from(`\u0000\u0001 ${SECRET} \u0002`);
    const [audio, resource] = redacted(
      outcome([
        { type: 'audio', data: bytes.toString('base64'), mimeType: 'audio/wav' },
        { type: 'resource', resource: { uri: 'x:y', blob: bytes.toString('base64') } },
      ]),
    ).content;
    const mask = Buffer.from(`\u0000\u0001 ${'*'.repeat(SECRET.length)} \u0002`).toString('base64');
    expect(audio).toMatchObject({ data: mask });
    expect(resource).toMatchObject({ resource: { blob: mask } });
  });

  it('has nothing of binary content whose base64 digits spell a secret', () => {
    const digits = createRedactor(['abcd0123']);
    const result = redactResult(
      ok(outcome([{ type: 'image', data: 'xxabcd0123xx', mimeType: 'image/png' }])),
      digits,
      redactOutcome,
    );
    expect(result.ok && result.value.content[0]).toMatchObject({ data: '' });
  });

  it('stays as it is where no secret is', () => {
    const given = outcome([{ type: 'image', data: 'AAECAw==', mimeType: 'image/png' }], {
      structured: { n: 1.5 },
    });
    expect(redacted(given)).toEqual(given);
  });

  it('is an error without them in message, hint and data', () => {
    const error = kamiError('KAMI_TOOL_FAILED', `It was ${SECRET}.`, {
      hint: SECRET,
      data: { denials: [{ what: SECRET }] },
    });
    expect(redactResult({ ok: false, error }, redactor, redactOutcome)).toEqual({
      ok: false,
      error: {
        ...error,
        message: 'It was [secret].',
        hint: '[secret]',
        data: { denials: [{ what: '[secret]' }] },
      },
    });
  });
});
