import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDeliveredPayload } from '../../src/index.ts';

const utf8 = new TextEncoder();
const bytes = (value: unknown): Uint8Array => utf8.encode(JSON.stringify(value));
const plain = fc.string({ unit: 'grapheme', maxLength: 20 });
const base64 = fc.base64String({ maxLength: 24 });
const mimeType = fc.constantFrom('image/png', 'text/plain; charset=utf-8');
const uri = fc.webUrl();
const annotations = fc.record(
  {
    audience: fc.subarray(['user', 'assistant']),
    priority: fc.double({ min: 0, max: 1, noNaN: true }).map((n) => n + 0),
  },
  { requiredKeys: [] },
);
const block = fc.oneof(
  fc.record({ type: fc.constant('text'), text: plain, annotations }, { requiredKeys: ['type', 'text'] }),
  fc.record({ type: fc.constantFrom('image', 'audio'), data: base64, mimeType }),
  fc.record(
    { type: fc.constant('resource_link'), uri, name: plain, size: fc.nat() },
    { requiredKeys: ['type', 'uri', 'name'] },
  ),
  fc.record({
    type: fc.constant('resource'),
    resource: fc.oneof(fc.record({ uri, text: plain }), fc.record({ uri, blob: base64, mimeType })),
  }),
);
const payload = fc.record(
  {
    content: fc.array(block, { maxLength: 4 }),
    isError: fc.boolean(),
    structured: fc.jsonValue({ maxDepth: 5 }),
    meta: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.boolean()),
  },
  { requiredKeys: ['content', 'isError'] },
);

describe('parseDeliveredPayload', () => {
  it('gives back what is well-formed', () => {
    fc.assert(
      fc.property(payload, (value) => {
        const json: unknown = JSON.parse(JSON.stringify(value));
        expect(parseDeliveredPayload(bytes(value))).toEqual({ ok: true, value: json });
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.uint8Array(), (body) => void parseDeliveredPayload(body)));
    fc.assert(fc.property(fc.jsonValue(), (value) => void parseDeliveredPayload(bytes(value))));
  });

  it.each([
    ['an unknown key', { content: [], isError: false, extra: 1 }, 'unknown key "extra"'],
    ['no content', { isError: false }, 'content is missing'],
    [
      'an unknown type of block',
      { content: [{ type: 'html', html: '' }], isError: false },
      'content: [0]: unknown type',
    ],
    [
      'metadata inside a block',
      { content: [{ type: 'text', text: '', _meta: {} }], isError: false },
      'unknown key "_meta"',
    ],
    [
      'data that is no base64',
      { content: [{ type: 'image', data: 'a', mimeType: 'image/png' }], isError: false },
      'base64',
    ],
    [
      'a media type that is none',
      { content: [{ type: 'image', data: '', mimeType: 'png' }], isError: false },
      'a media type',
    ],
    [
      'a relative URI',
      { content: [{ type: 'resource_link', uri: '/etc', name: 'a' }], isError: false },
      'an absolute URI',
    ],
    [
      'a resource that is both',
      { content: [{ type: 'resource', resource: { uri: 'a:b', text: '', blob: '' } }], isError: false },
      'content',
    ],
    [
      'reserved metadata',
      { content: [], isError: false, meta: { 'io.modelcontextprotocol/x': 1 } },
      'is reserved',
    ],
    [
      '1025 blocks',
      { content: Array.from({ length: 1025 }, () => ({ type: 'text', text: '' })), isError: false },
      'over 1024',
    ],
  ])('refuses %s', (_what, value, message) => {
    expect(parseDeliveredPayload(bytes(value))).toMatchObject({
      ok: false,
      error: expect.stringContaining(message) as string,
    });
  });

  it('refuses more bytes than the caller allows', () => {
    const body = bytes({ content: [{ type: 'text', text: 'a'.repeat(100) }], isError: false });
    expect(parseDeliveredPayload(body, body.length).ok).toBe(true);
    expect(parseDeliveredPayload(body, body.length - 1)).toEqual({
      ok: false,
      error: `over ${body.length - 1} bytes`,
    });
  });
});
