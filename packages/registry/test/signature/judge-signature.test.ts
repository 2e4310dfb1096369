import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  acceptsSigner,
  isSameSigning,
  judgeSignature,
  keepsSigners,
  NO_TRUST_POLICY,
  policyKeys,
  signatureRecord,
  signatureRefusal,
  trustRuleFor,
  type SignatureRecord,
  type TrustPolicy,
} from '../../src/index.ts';
import {
  identitySigner,
  keySigner,
  samplePolicy,
  sampleRecord,
  sampleRule,
  unreadableKey,
} from './sample-trust.ts';

const good = identitySigner('https://code.test/acme/tool');
const refusal = (policy: TrustPolicy, record: SignatureRecord | undefined) =>
  signatureRefusal('tool', './tool', record, judgeSignature(policy, 'tool', record));

describe('judgeSignature and signatureRefusal', () => {
  it('accept whom the rule names, by key or identity, though others signed too', () => {
    for (const signer of [keySigner('a'), good]) {
      const record = sampleRecord([keySigner('f'), signer], { problems: ['it is no JSON'] });
      expect(judgeSignature(samplePolicy(), 'tool', record)).toMatchObject({
        mode: 'require',
        accepted: [signer],
      });
      expect(refusal(samplePolicy(), record)).toBeUndefined();
    }
  });

  it.each([
    ['another subject', identitySigner('https://code.test/acme.evil/tool'), 'identities = [{ issuer'],
    [
      'another issuer',
      identitySigner('https://code.test/acme/tool', 'https://issuer.test.evil'),
      'identities = [{ issuer',
    ],
    ['another key', keySigner('b'), 'keys = ['],
  ])('refuse %s, and say which line would accept it', (_what, signer, line) => {
    const error = refusal(samplePolicy(), sampleRecord([signer]));
    expect(error).toMatchObject({
      code: 'KAMI_SIGNATURE_REFUSED',
      data: { source: '/srv/tool', rule: 'acme' },
    });
    expect(error?.message).toContain('[trust.acme] accepts none of them');
    expect(error?.hint).toContain(line);
  });

  it('refuse what nobody signed, with the command that signs it', () => {
    const error = refusal(samplePolicy(), sampleRecord([]));
    expect(error?.message).toBe('tool is refused: nobody signed it.');
    expect(error?.hint).toContain('kami sign ./tool --key');
  });

  it('refuse signatures that do not hold, and keys that cannot be read, with the reasons', () => {
    const error = refusal(
      samplePolicy({ unreadable: [unreadableKey] }),
      sampleRecord([], { problems: ['it is no JSON'] }),
    );
    expect(error?.message).toBe(
      'tool is refused: no signature of tool counts (it is no JSON; The key "/srv/acme.pub" does not exist).',
    );
  });

  it('refuse a tool that was installed before anybody looked', () => {
    const policy: TrustPolicy = { rules: [], otherwise: 'require' };
    expect(refusal(policy, undefined)?.hint).toBe('Install it again: kami install ./tool');
    expect(refusal(policy, sampleRecord([good]))?.hint).toContain(
      'a table [trust.NAME] with sources = ["/srv/tool"]',
    );
    expect(refusal(policy, sampleRecord([]))?.hint).toContain('policy = "warn" in [signatures]');
  });

  it('only tell where the rule warns, and say nothing where it is off', () => {
    const bad = sampleRecord([keySigner('b')]);
    expect(judgeSignature(samplePolicy({ mode: 'warn' }), 'tool', bad).shortfall).toContain('accepts none');
    expect(refusal(samplePolicy({ mode: 'warn' }), bad)).toBeUndefined();
    expect(judgeSignature(samplePolicy({ mode: 'off' }, 'require'), 'tool', bad).shortfall).toBeUndefined();
    expect(judgeSignature(NO_TRUST_POLICY, 'tool', undefined)).toEqual({ mode: 'off', accepted: [] });
  });

  it('never let a tool pass that no accepted signer signed, where a signature is required', () => {
    const signer = fc.oneof(
      fc.constantFrom('a', 'b', 'c').map(keySigner),
      fc.webUrl().map((subject) => identitySigner(subject)),
    );
    fc.assert(
      fc.property(fc.array(signer), (signers) => {
        const passes = refusal(samplePolicy(), sampleRecord(signers)) === undefined;
        return passes === signers.some((one) => acceptsSigner(sampleRule(), one));
      }),
    );
  });
});

describe('trustRuleFor and policyKeys', () => {
  it('take the first rule that is about the source, and each key once', () => {
    const rules = [
      sampleRule({ name: 'one', sources: ['/srv/a/*'] }),
      sampleRule({ name: 'all', sources: ['*'] }),
    ];
    const policy: TrustPolicy = { rules, otherwise: 'off' };
    expect(trustRuleFor(policy, '/srv/a/x')?.name).toBe('one');
    expect(trustRuleFor(policy, '/srv/b/x')?.name).toBe('all');
    expect(trustRuleFor(samplePolicy(), '/opt/x')).toBeUndefined();
    expect(policyKeys(policy)).toHaveLength(1);
  });
});

describe('signatureRecord and keepsSigners', () => {
  const [a, b] = [keySigner('a'), keySigner('b')];

  it('keep each signer once, sorted, and why others do not count', () => {
    const findings = [
      { holds: true, signer: b },
      { holds: false, reason: 'no' },
      { holds: true, signer: a },
      { holds: true, signer: b },
    ] as const;
    expect(signatureRecord('/x', findings)).toEqual({ origin: '/x', signers: [a, b], problems: ['no'] });
  });

  it('see a signer who is missing, and none in one who came', () => {
    expect(keepsSigners(sampleRecord([a]), sampleRecord([a, b]))).toBe(true);
    expect(keepsSigners(sampleRecord([a, b]), sampleRecord([a]))).toBe(false);
    expect(keepsSigners(sampleRecord([a]), undefined)).toBe(false);
    expect(keepsSigners(undefined, sampleRecord([a]))).toBe(true);
  });
});

describe('signatureRecord', () => {
  it('keeps each problem once, however many signatures have it', () => {
    const findings = Array.from({ length: 1000 }, () => ({ holds: false, reason: 'it is no JSON' }) as const);
    expect(signatureRecord('/srv/tool', findings).problems).toEqual(['it is no JSON']);
  });
});

describe('isSameSigning', () => {
  const at = (origin: string): SignatureRecord => ({ ...sampleRecord([good]), origin });

  it('is about the signers, and about the origin where that is an address', () => {
    expect(isSameSigning(undefined, undefined)).toBe(true);
    expect(isSameSigning(undefined, at('/a'))).toBe(false);
    expect(isSameSigning(at('/a'), at('/b'))).toBe(true);
    expect(isSameSigning(at('/a'), at('oci://b.test/x'))).toBe(false);
    expect(isSameSigning(at('/a'), { ...at('/a'), signers: [keySigner('a')] })).toBe(false);
  });
});

describe('judgeSignature without a record', () => {
  it('judges by the rule about the source that the tool is of', () => {
    const mode = (source?: string) => judgeSignature(samplePolicy(), 'tool', undefined, source).mode;
    expect(mode('/srv/tool')).toBe('require');
    expect(mode('/home/tool')).toBe('off');
    expect(mode()).toBe('off');
    const rule = sampleRule({ sources: ['oci://ghcr.io/acme/*'] });
    const verdict = judgeSignature(
      { rules: [rule], otherwise: 'off' },
      'tool',
      undefined,
      `oci://ghcr.io/acme/tool:1@sha256:${'a'.repeat(64)}`,
    );
    expect(verdict).toMatchObject({
      mode: 'require',
      shortfall: expect.stringContaining('not looked at') as string,
    });
  });
});
