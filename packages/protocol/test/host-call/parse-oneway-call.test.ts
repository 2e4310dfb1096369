import { describe, expect, it } from 'vitest';
import { parseOnewayCall } from '../../src/index.ts';
import { expectStrictParser } from '../parse/strict-parser-laws.ts';
import { onewayCall } from './arbitrary-host-call.ts';

describe('parseOnewayCall', () => {
  it('is strict', () => expectStrictParser(parseOnewayCall, onewayCall));

  it.each([
    ['an operation that wants a reply', { op: 'cancelled' }],
    ['a level that is none', { op: 'log', level: 'trace', message: '' }],
    ['a message over 16 KiB', { op: 'log', level: 'info', message: 'a'.repeat(16 * 1024 + 1) }],
    ['progress that is infinite', { op: 'progress', done: Infinity }],
    ['progress below zero', { op: 'progress', done: -1 }],
    ['a stream that is none', { op: 'output', stream: 'stdin' }],
  ])('refuses %s', (_what, header) => {
    expect(parseOnewayCall(header).ok).toBe(false);
  });
});
