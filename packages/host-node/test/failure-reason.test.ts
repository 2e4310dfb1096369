import { describe, expect, it } from 'vitest';
import { failureReason } from '../src/failure-reason.ts';

describe('failureReason', () => {
  it.each([
    [Object.assign(new Error('open /home/x'), { code: 'ENOSPC' }), 'the disk is full'],
    [Object.assign(new Error('open /home/x'), { code: 'EIO' }), 'EIO'],
    [new Error('open /home/x'), 'an unknown error'],
    ['open /home/x', 'an unknown error'],
  ])('says of %s only why', (cause, reason) => {
    expect(failureReason(cause)).toBe(reason);
  });
});
