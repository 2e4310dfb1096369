import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fileErrorCode } from '../../src/output/file-error-code.ts';

describe('fileErrorCode', () => {
  it('is the code that Node gives, else the text', () => {
    const caught = (act: () => unknown): unknown => {
      try {
        return act();
      } catch (cause) {
        return cause;
      }
    };
    expect(fileErrorCode(caught(() => readFileSync('/no/such/file')))).toBe('ENOENT');
    expect(fileErrorCode(new TypeError('no text'))).toBe('no text');
    expect(fileErrorCode('thrown')).toBe('thrown');
  });
});
