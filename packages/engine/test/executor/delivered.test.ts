import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDeliveredPayload } from '@kami/protocol';
import { deliver, type Answer } from '../../src/executor/delivered.ts';
import type { JobOutcome } from '../../src/executor/job-outcome.ts';

const status = (outcome: JobOutcome): string => outcome.header.status;
const parsed = (outcome: JobOutcome): unknown => JSON.parse(new TextDecoder().decode(outcome.body));
const plain = (text: string): Answer => ({ content: [{ type: 'text', text }], isError: false });

describe('deliver', () => {
  it('never gives the host a payload that it refuses', () => {
    const anyBlock = fc.oneof(
      fc.string().map((text) => ({ type: 'text' as const, text })),
      fc.record({
        type: fc.constant('image' as const),
        data: fc.base64String(),
        mimeType: fc.constantFrom('image/png', 'nonsense'),
      }),
      fc.record({
        type: fc.constant('resource_link' as const),
        uri: fc.constantFrom('https://a/', 'no uri'),
        name: fc.string(),
      }),
    );
    const json = fc.oneof(
      fc.json(),
      fc.string(),
      fc.constant('{"a":1,"a":2}'),
      fc.constant('['.repeat(70) + ']'.repeat(70)),
    );
    const answer = fc.record(
      {
        content: fc.array(anyBlock),
        structured: json,
        meta: fc.oneof(json, fc.constant('{"io.modelcontextprotocol/x":1}')),
        isError: fc.boolean(),
      },
      { requiredKeys: ['content', 'isError'] },
    );
    fc.assert(
      fc.property(answer, fc.integer({ min: 50, max: 2000 }), (given, max) => {
        const { header, body } = deliver(given, max, undefined);
        if (header.status === 'delivered')
          expect(parseDeliveredPayload(body ?? new Uint8Array(0), max)).toMatchObject({ ok: true });
        else expect(body).toBeUndefined();
      }),
    );
  });

  it('copies structured content into a text block where there is no content', () => {
    expect(parsed(deliver({ content: [], structured: '{"a":1}', isError: false }, 1000, undefined))).toEqual({
      content: [{ type: 'text', text: '{"a":1}' }],
      structured: { a: 1 },
      isError: false,
    });
  });

  it('leaves the copy out where it does not fit', () => {
    const structured = JSON.stringify({ a: 'x'.repeat(600) });
    expect(parsed(deliver({ content: [], structured, isError: false }, 1000, undefined))).toMatchObject({
      content: [],
    });
  });

  it('refuses what is too large, malformed or does not fit the schema', () => {
    expect(status(deliver(plain('x'.repeat(2000)), 1000, undefined))).toBe('output-too-large');
    expect(status(deliver({ content: [], structured: '{', isError: false }, 1000, undefined))).toBe(
      'result-invalid',
    );
    expect(
      status(
        deliver({ content: [], structured: '1', isError: false }, 1000, () => [{ path: '', message: 'no' }]),
      ),
    ).toBe('result-invalid');
    expect(status(deliver({ content: [], structured: '1', isError: false }, 1000, () => null))).toBe(
      'delivered',
    );
    expect(status(deliver({ ...plain('a'), meta: '{"io.modelcontextprotocol/x":1}' }, 1000, undefined))).toBe(
      'result-invalid',
    );
  });
});
