import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_TEST_REQUEST_BYTES, parseTestRequest, TEST_HOST_VERSION } from '../../src/index.ts';

const OPEN = {
  op: 'open',
  id: 1,
  folder: '/tool',
  requested: true,
  grants: ['net=example.com'],
  config: { CITY: 'Berlin' },
  secrets: {},
  http: { mode: 'replay', file: '/a.jsonl' },
  limits: { maxExecutionMs: 10 },
  seed: '7',
} as const;
const parse = (value: unknown): ReturnType<typeof parseTestRequest> =>
  parseTestRequest(new TextEncoder().encode(JSON.stringify(value)));

describe('parseTestRequest', () => {
  it.each([
    OPEN,
    { op: 'call', id: 2, tool: 1, name: 'f', args: { a: [1] }, at: 0 },
    { op: 'call', id: 2, tool: 1, args: {} },
    { op: 'cancel', id: 3, call: 2 },
    { op: 'close', id: 4, tool: 1 },
  ])('takes $op', (request) => {
    expect(parse(request)).toEqual({ ok: true, value: request });
  });

  it.each([
    ['another operation', { op: 'run', id: 1 }],
    ['no number', { op: 'close', tool: 1 }],
    ['a number below 1', { op: 'close', id: 0, tool: 1 }],
    ['a key more', { op: 'close', id: 1, tool: 1, x: 1 }],
    ['arguments that are no object', { op: 'call', id: 1, tool: 1, args: [] }],
    ['a value that is no text', { ...OPEN, config: { CITY: 1 } }],
    ['a limit above its maximum', { ...OPEN, limits: { maxExecutionMs: 600_001 } }],
    ['a limit that is none', { ...OPEN, limits: { maxPatience: 1 } }],
    ['a recording without a file', { ...OPEN, http: { mode: 'replay' } }],
    ['no object', [OPEN]],
  ])('refuses %s', (_what, request) => {
    expect(parse(request).ok).toBe(false);
  });

  it('never throws, and takes no line over its bound', () => {
    fc.assert(fc.property(fc.uint8Array(), (line) => void parseTestRequest(line)));
    expect(parseTestRequest(new Uint8Array(MAX_TEST_REQUEST_BYTES + 1).fill(0x20)).ok).toBe(false);
  });

  it('is of the version that published SDKs speak', () => {
    expect(TEST_HOST_VERSION).toBe(1);
  });
});
