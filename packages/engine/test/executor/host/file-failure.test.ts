import { FS_ERROR_CODES } from '@kami/protocol';
import { describe, expect, it } from 'vitest';
import { fileFailure, fileKind } from '../../../src/executor/host/file-failure.ts';

describe('fileFailure', () => {
  it('gives a denial in the words of the host', () => {
    const refusal = 'probe is not allowed to open /mnt/a/../x (rule fs.inside-only). No grant can allow it.';
    expect(fileFailure('not-permitted', refusal)).toEqual({ tag: 'denied', val: refusal });
  });

  it('says of every denial whether a grant would help', () => {
    for (const code of ['access', 'not-permitted'] as const)
      expect(JSON.stringify(fileFailure(code))).toMatch(/^{"tag":"denied","val":".*no grant/);
  });

  it('has a failure for every code', () => {
    for (const code of FS_ERROR_CODES) expect(fileFailure(code).tag).not.toBe('');
  });
});

describe('fileKind', () => {
  it('knows files and directories', () => {
    expect([fileKind('regular-file'), fileKind('directory'), fileKind('socket')]).toEqual([
      'file',
      'directory',
      'other',
    ]);
  });
});
