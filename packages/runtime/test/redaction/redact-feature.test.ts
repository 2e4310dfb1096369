import { describe, expect, it } from 'vitest';
import { createRedactor } from '@kami/sandbox';
import { REDACTIONS } from '../../src/redaction/redact-feature.ts';

const SECRET = 'sk-0123456789';
const redactor = createRedactor([SECRET]);
const text = `has ${SECRET}`;
const masked = 'has [secret]';
const blob = Buffer.from(text).toString('base64');

describe('what a component answers beside its functions', () => {
  it('is a list without secrets in names, URIs and cursor', () => {
    const listed = REDACTIONS['list-resources'](
      {
        resources: [
          { uri: `x:${SECRET}`, name: text, title: text, description: text, mimeType: text, size: 1 },
          { uri: 'x:plain', name: 'plain' },
        ],
        next: text,
      },
      redactor,
    );
    expect(listed).toEqual({
      resources: [
        {
          uri: 'x:[secret]',
          name: masked,
          title: masked,
          description: masked,
          mimeType: masked,
          size: 1,
        },
        { uri: 'x:plain', name: 'plain' },
      ],
      next: masked,
    });
  });

  it('is a resource without secrets, in text and in binary content', () => {
    const contents = [
      { uri: `x:${SECRET}`, mimeType: text, text },
      { uri: 'x:y', blob },
    ];
    const bytes = Buffer.from(`has ${'*'.repeat(SECRET.length)}`).toString('base64');
    expect(REDACTIONS['read-resource']({ contents }, redactor)).toEqual({
      contents: [
        { uri: 'x:[secret]', mimeType: masked, text: masked },
        { uri: 'x:y', blob: bytes },
      ],
    });
  });

  it('is a prompt without secrets in description and messages', () => {
    const messages = [{ role: 'user', content: { type: 'text', text } }] as const;
    expect(REDACTIONS['get-prompt']({ description: text, messages }, redactor)).toEqual({
      description: masked,
      messages: [{ role: 'user', content: { type: 'text', text: masked } }],
    });
    expect(REDACTIONS['get-prompt']({ messages: [] }, redactor)).toEqual({ messages: [] });
  });

  it('is a completion without secrets', () => {
    expect(REDACTIONS.complete({ values: [text, 'a'], total: 2, more: false }, redactor)).toEqual({
      values: [masked, 'a'],
      total: 2,
      more: false,
    });
  });
});
