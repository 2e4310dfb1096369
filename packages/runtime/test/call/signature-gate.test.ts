import { describe, expect, it } from 'vitest';

import type { TrustPolicy } from '@kami/registry';

import { samplePolicy, sampleRecord, keySigner } from '../../../registry/test/signature/sample-trust.ts';
import { sampleTool } from '../../../registry/test/sample-tool.ts';
import { signatureGate } from '../../src/call/signature-gate.ts';

const tool = { ...sampleTool(), signature: sampleRecord([keySigner('a')]) };

describe('signatureGate', () => {
  it('lets what is signed by an accepted signer pass', () => {
    expect(signatureGate(samplePolicy(), tool)).toBeUndefined();
  });

  it('refuses it once its key is taken out of the rule, without a path of this machine', () => {
    const refusal = signatureGate(samplePolicy({ keys: [] }), tool);
    expect(refusal).toMatchObject({
      code: 'KAMI_SIGNATURE_REFUSED',
      hint: 'See who did with: kami inspect notes',
    });
    expect(JSON.stringify(refusal)).not.toContain('/srv');
  });

  it('refuses what was installed before signatures were looked at from a source that a rule is about', () => {
    const old = { ...sampleTool(), source: '/srv/tool' };
    expect(signatureGate(samplePolicy(), old)).toMatchObject({ code: 'KAMI_SIGNATURE_REFUSED' });
    expect(signatureGate(samplePolicy(), { ...old, source: '/home/tool' })).toBeUndefined();
  });

  it('refuses nothing where nothing is required', () => {
    const policies: readonly (TrustPolicy | undefined)[] = [
      undefined,
      { rules: [], otherwise: 'warn' },
      samplePolicy({ mode: 'warn', keys: [] }),
    ];
    expect(policies.map((policy) => signatureGate(policy, tool))).toEqual([undefined, undefined, undefined]);
    expect(signatureGate({ rules: [], otherwise: 'require' }, sampleTool())).toMatchObject({
      code: 'KAMI_SIGNATURE_REFUSED',
    });
  });
});
