import { describe, expect, it } from 'vitest';

import { NO_TRUST_POLICY } from '@kami/registry';

import { keySigner, samplePolicy, sampleRecord } from '../../../registry/test/signature/sample-trust.ts';
import { signatureJson, signatureLines } from '../../src/commands/signature-lines.ts';

const [a, b] = [keySigner('a'), keySigner('b')];

describe('signatureLines', () => {
  it('say who signed and what the rule thinks of each', () => {
    expect(
      signatureLines(samplePolicy(), 'x', sampleRecord([a, b], { problems: ['it is no JSON'] })),
    ).toEqual([
      `key sha256:${'a'.repeat(64)}, accepted by [trust.acme]`,
      `key sha256:${'b'.repeat(64)}, not accepted by [trust.acme]`,
      'a signature does not count: it is no JSON',
    ]);
  });

  it('say what is missing', () => {
    expect(signatureLines(samplePolicy(), 'x', sampleRecord([]))).toEqual(['refused: nobody signed it.']);
    expect(signatureLines(samplePolicy({ mode: 'warn' }), 'x', sampleRecord([]))).toEqual([
      'warning: nobody signed it.',
    ]);
    expect(signatureLines(NO_TRUST_POLICY, 'x', sampleRecord([]))).toEqual([]);
  });
});

describe('signatureJson', () => {
  it('has the same for programs', () => {
    expect(signatureJson(samplePolicy(), 'x', sampleRecord([b]))).toEqual({
      signers: [{ ...b, accepted: false }],
      problems: [],
      policy: 'require',
      rule: 'acme',
      refused: true,
    });
  });
});
