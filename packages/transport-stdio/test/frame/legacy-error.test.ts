import { describe, expect, it } from 'vitest';
import { toLegacyError } from '../../src/frame/legacy-error.ts';

const answer = (code: number, message: string) => ({
  jsonrpc: '2.0' as const,
  id: 1,
  error: { code, message },
});

describe('toLegacyError', () => {
  it('gives a resource that is not there the code of its era', () => {
    expect(toLegacyError(answer(-32_602, 'KAMI_RESOURCE_UNKNOWN: There is none.'))).toEqual(
      answer(-32_002, 'KAMI_RESOURCE_UNKNOWN: There is none.'),
    );
  });

  it.each([
    answer(-32_602, 'KAMI_USAGE: KAMI_RESOURCE_UNKNOWN: '),
    answer(-32_603, 'KAMI_RESOURCE_UNKNOWN: There is none.'),
    { jsonrpc: '2.0' as const, id: 1, result: {} },
    { jsonrpc: '2.0' as const, method: 'notifications/message' },
  ])('leaves %j as it is', (message) => {
    expect(toLegacyError(message)).toBe(message);
  });
});
