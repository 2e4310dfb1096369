import { kamiError } from '@kami/types';
import { ProtocolError } from '@modelcontextprotocol/server';
import { describe, expect, it } from 'vitest';
import { guardDefects } from '../../src/server/guard-defects.ts';
import { toFailedCall, toProtocolError } from '../../src/server/translate-error.ts';

const broken = kamiError('KAMI_STORE_FAILED', 'The database /home/a/kami.db cannot be used.');

describe('an error that is for the operator', () => {
  it('keeps its reason as a cause, which the log hears and the client does not', async () => {
    const told: unknown[] = [];
    const failing = guardDefects(
      () => Promise.reject(toProtocolError(broken)),
      (error) => told.push(error),
    );
    const thrown: unknown = await failing.catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(ProtocolError);
    expect(String(thrown)).not.toContain('/home/a');
    expect(told).toEqual([broken]);
  });

  it('is thrown by a call too', () => {
    expect(() => toFailedCall(broken)).toThrow('KAMI_STORE_FAILED: KAMI cannot use its own files');
  });
});

describe('an error that the caller made', () => {
  it('is not told to the log', async () => {
    const told: unknown[] = [];
    const unknown = kamiError('KAMI_TOOL_UNKNOWN', 'There is no such tool.');
    const failing = guardDefects(
      () => Promise.reject(toProtocolError(unknown)),
      (error) => told.push(error),
    );
    await expect(failing).rejects.toThrow('There is no such tool.');
    expect(told).toEqual([]);
  });
});
