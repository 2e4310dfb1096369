import { describe, expect, it } from 'vitest';

import { isSignatureRecord } from '../../src/row/stored-signature.ts';

const key = { kind: 'key', fingerprint: 'a'.repeat(64) };
const identity = { kind: 'identity', issuer: 'https://i.test', subject: 'a' };
const record = { origin: '/x', signers: [key, identity], problems: ['no'] };

describe('isSignatureRecord', () => {
  it('takes what KAMI writes', () => {
    expect(isSignatureRecord(record)).toBe(true);
    expect(isSignatureRecord({ origin: '', signers: [], problems: [] })).toBe(true);
  });

  it.each([
    ['no object', [record]],
    ['no origin', { ...record, origin: undefined }],
    ['signers that are no list', { ...record, signers: key }],
    [
      'a fingerprint that is none',
      { ...record, signers: [{ kind: 'key', fingerprint: `sha256:${'a'.repeat(57)}` }] },
    ],
    ['an identity without an issuer', { ...record, signers: [{ kind: 'identity', subject: 'a' }] }],
    ['an unknown kind', { ...record, signers: [{ ...key, kind: 'pgp' }] }],
    ['problems that are no texts', { ...record, problems: [1] }],
  ])('refuses %s', (_what, value) => {
    expect(isSignatureRecord(value)).toBe(false);
  });
});
