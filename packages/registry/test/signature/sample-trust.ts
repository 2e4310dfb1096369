import { kamiError, parseDigest, type Digest, type KamiError, type Signer } from '@kami/types';

import type { SignatureRecord, TrustPolicy, TrustRule } from '../../src/index.ts';
import { valueOf } from '../sample-tool.ts';

/** A digest that repeats one hex digit. */
export function digitDigest(digit: string): Digest {
  return valueOf(parseDigest(digit.repeat(64)));
}

/** The holder of a key. */
export function keySigner(digit: string): Signer {
  return { kind: 'key', fingerprint: digitDigest(digit) };
}

/** An identity that an issuer vouches for. */
export function identitySigner(subject: string, issuer = 'https://issuer.test'): Signer {
  return { kind: 'identity', issuer, subject };
}

/** A rule for `/srv/*` that accepts key `a` and workflows of acme. */
export function sampleRule(change: Partial<TrustRule> = {}): TrustRule {
  return {
    name: 'acme',
    sources: ['/srv/*'],
    mode: 'require',
    identities: [{ issuer: 'https://issuer.test', subject: 'https://code.test/acme/*' }],
    keys: [{ fingerprint: digitDigest('a'), der: new Uint8Array() }],
    unreadable: [],
    ...change,
  };
}

/** A policy of one rule. */
export function samplePolicy(
  change: Partial<TrustRule> = {},
  otherwise: TrustPolicy['otherwise'] = 'off',
): TrustPolicy {
  return { rules: [sampleRule(change)], otherwise };
}

/** What is known of the signatures of a tool in `/srv/tool`. */
export function sampleRecord(
  signers: readonly Signer[],
  change: Partial<SignatureRecord> = {},
): SignatureRecord {
  return { origin: '/srv/tool', signers, problems: [], ...change };
}

/** A key that cannot be read. */
export const unreadableKey: KamiError = kamiError(
  'KAMI_CONFIG_INVALID',
  'The key "/srv/acme.pub" does not exist.',
);
