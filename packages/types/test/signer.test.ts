import { describe, expect, it } from 'vitest';

import { formatSigner, parseDigest, uniqueSigners, type Signer } from '../src/index.ts';

const digest = parseDigest('a'.repeat(64));
if (!digest.ok) throw new Error('no digest');
const key: Signer = { kind: 'key', fingerprint: digest.value };
const identity: Signer = { kind: 'identity', issuer: 'https://issuer.test', subject: 'a@b.test' };

describe('signers', () => {
  it('are shown by what a signature proves', () => {
    expect([key, identity].map(formatSigner)).toEqual([
      `key sha256:${'a'.repeat(64)}`,
      'a@b.test (by https://issuer.test)',
    ]);
  });

  it('stand once each, sorted by their text', () => {
    expect(uniqueSigners([key, identity, { ...key }])).toEqual([identity, key]);
  });
});
