import { describe, expect, it } from 'vitest';
import { parseHostCall } from '../../src/index.ts';
import { expectStrictParser } from '../parse/strict-parser-laws.ts';
import { hostCall } from './arbitrary-host-call.ts';

const start = { op: 'http.start', method: 'GET', url: 'https://a.example/', headers: [], body: 'none' };
const set = { op: 'fs.set-times', handle: 1, followLinks: true };

describe('parseHostCall', () => {
  it('is strict', () => expectStrictParser(parseHostCall, hostCall));

  it.each([
    ['an unknown operation', { op: 'fs.chmod', handle: 1 }, 'unknown op'],
    ['an inherited operation name', { op: 'constructor' }, 'unknown op'],
    ['no operation', {}, 'unknown op'],
    ['an array', [], 'expected an object'],
    ['a missing key', { op: 'fs.open', handle: 1, path: 'a' }, 'flags is missing'],
    ['a negative handle', { op: 'fs.stat', handle: -1 }, 'handle: expected an integer'],
    ['a negative zero', { op: 'fs.stat', handle: -0 }, 'handle: expected an integer'],
    ['a handle over 32 bits', { op: 'fs.stat', handle: 2 ** 32 }, 'handle: expected an integer'],
    [
      'an offset no double holds exactly',
      { op: 'fs.write', handle: 1, offset: 2 ** 53 },
      'offset: expected an integer',
    ],
    [
      'a read over its bound',
      { op: 'fs.read', handle: 1, offset: 0, length: 1_048_577 },
      'length: expected an integer',
    ],
    [
      'a path over 4096 bytes',
      { op: 'fs.read-link', handle: 1, path: 'é'.repeat(2049) },
      'path: over 4096 bytes',
    ],
    ['a path that is no Unicode', { op: 'fs.read-link', handle: 1, path: '\ud800' }, 'path: not well-formed'],
    ['a time over 64 bits', { ...set, accessed: '18446744073709551616' }, 'accessed: expected an unsigned'],
    ['a time with a leading zero', { ...set, accessed: '01' }, 'accessed: expected an unsigned'],
    ['a URL with a line break', { ...start, url: 'https://a.example/\n' }, 'url: expected a URL'],
    ['a URL over 8 KiB', { ...start, url: `https://a.example/${'a'.repeat(8192)}` }, 'url: expected a URL'],
    ['a method that is no token', { ...start, method: 'GET /' }, 'method: expected a method'],
    [
      'a header that ends early',
      { ...start, headers: [['a', 'b\r\nc: d']] },
      'headers: [0]: [1]: expected the value',
    ],
    [
      'a header name that is no token',
      { ...start, headers: [['a b', '']] },
      'headers: [0]: [0]: expected the name',
    ],
    ['a header of three', { ...start, headers: [['a', 'b', 'c']] }, 'headers: [0]: expected an array of two'],
    [
      '129 headers',
      { ...start, headers: Array.from({ length: 129 }, () => ['a', 'b']) },
      'headers: over 128 elements',
    ],
    [
      '1025 handles',
      { op: 'wait', handles: Array.from({ length: 1025 }, () => 1) },
      'handles: over 1024 elements',
    ],
  ])('refuses %s', (_what, header, message) => {
    const parsed = parseHostCall(header);
    expect(parsed).toMatchObject({ ok: false, error: expect.stringContaining(message) as string });
  });

  it('accepts values at their bounds', () => {
    expect(
      parseHostCall({
        op: 'fs.read',
        handle: 2 ** 32 - 1,
        offset: Number.MAX_SAFE_INTEGER,
        length: 1_048_576,
      }).ok,
    ).toBe(true);
    expect(parseHostCall({ op: 'fs.read-link', handle: 0, path: 'é'.repeat(2048) }).ok).toBe(true);
    expect(parseHostCall({ ...set, accessed: '18446744073709551615', modified: 'now' }).ok).toBe(true);
  });
});
