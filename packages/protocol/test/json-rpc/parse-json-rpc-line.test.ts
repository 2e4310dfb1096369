import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJsonRpcLine, rejectionFrame } from '../../src/index.ts';

const MAX = 10_000;
const request = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
const line = (value: unknown): string => JSON.stringify(value);
const rejection = (source: string | Uint8Array): unknown => {
  const parsed = parseJsonRpcLine(source, MAX);
  return parsed.ok ? parsed : [parsed.error.code, parsed.error.id];
};

const id = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.integer());
const params = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 });
const method = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 30 });
const message = fc.oneof(
  fc.record(
    { jsonrpc: fc.constant('2.0'), id, method, params },
    { requiredKeys: ['jsonrpc', 'id', 'method'] },
  ),
  fc.record({ jsonrpc: fc.constant('2.0'), method, params }, { requiredKeys: ['jsonrpc', 'method'] }),
  fc.record({ jsonrpc: fc.constant('2.0'), id, result: params }),
  fc.record(
    { jsonrpc: fc.constant('2.0'), id, error: fc.record({ code: fc.integer(), message: method }) },
    { requiredKeys: ['jsonrpc', 'error'] },
  ),
);

describe('parseJsonRpcLine', () => {
  it('gives every message back', () => {
    fc.assert(
      fc.property(message, (value) => {
        expect(parseJsonRpcLine(line(value), MAX)).toEqual({
          ok: true,
          value: JSON.parse(line(value)) as unknown,
        });
      }),
    );
  });

  it('never throws, and refuses with a code of JSON-RPC', () => {
    const any = fc.oneof(fc.string(), fc.json(), fc.uint8Array());
    fc.assert(
      fc.property(any, (source) => {
        const parsed = parseJsonRpcLine(source, MAX);
        if (!parsed.ok) expect([-32_700, -32_600]).toContain(parsed.error.code);
      }),
    );
  });

  it.each<[string, string | Uint8Array, number, unknown]>([
    ['a line that is no JSON', '{"jsonrpc":', -32_700, null],
    ['an empty line', '', -32_700, null],
    ['bytes that are no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), -32_700, null],
    ['a byte-order mark', `\ufeff${line(request)}`, -32_700, null],
    ['an object that is no JSON-RPC', '{"hello":1}', -32_600, null],
    ['another version', line({ ...request, jsonrpc: '1.0' }), -32_600, 1],
    ['a number', '42', -32_600, null],
    ['a batch', line([request]), -32_600, null],
    ['an empty batch', '[]', -32_600, null],
    ['an id of null', line({ ...request, id: null }), -32_600, null],
    ['an id that is an object', line({ ...request, id: {} }), -32_600, null],
    ['an id that is a fraction', line({ ...request, id: 1.5 }), -32_600, null],
    ['an id that no double holds', '{"jsonrpc":"2.0","id":9007199254740993,"method":"ping"}', -32_600, null],
    ['a key twice', '{"jsonrpc":"2.0","id":1,"method":"a","method":"b"}', -32_600, null],
    ['an unknown key', line({ ...request, extra: 1 }), -32_600, 1],
    ['a method that is no text', line({ ...request, method: 1 }), -32_600, 1],
    ['params by position', line({ ...request, params: [] }), -32_600, 1],
    ['a request that is an answer too', line({ ...request, result: {} }), -32_600, null],
    ['an answer that is malformed', line({ jsonrpc: '2.0', id: 1, result: 1 }), -32_600, null],
    ['a hundred thousand levels', '['.repeat(9_000), -32_600, null],
    ['too many bytes', line({ ...request, method: 'a'.repeat(MAX) }), -32_600, null],
  ])('refuses %s', (_what, source, code, of) => {
    expect(rejection(source)).toEqual([code, of]);
  });

  it('says that it is the byte-order mark', () => {
    expect(parseJsonRpcLine('\ufeff{}', MAX)).toMatchObject({
      error: { message: expect.stringContaining('byte-order mark') as string },
    });
  });
});

describe('rejectionFrame', () => {
  it('is an error of JSON-RPC 2.0', () => {
    expect(rejectionFrame({ code: -32_700, message: 'm', id: null })).toEqual({
      jsonrpc: '2.0',
      id: null,
      error: { code: -32_700, message: 'm' },
    });
  });
});
