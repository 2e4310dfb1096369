import type { KamiError, Signer } from '@kami/types';
import { matchesToolPattern } from '../access/tool-pattern.ts';
import type { PublicKey } from './signature-verifier.ts';
import { matchesSource } from './source-pattern.ts';

/** What a missing signature means: the tool is refused, the operator is told, or nothing. */
export type SignatureMode = 'require' | 'warn' | 'off';

/** Identities that are accepted: the issuer exactly, the subject by a pattern (`*` any characters, `?` one). */
export interface TrustedIdentity {
  readonly issuer: string;
  readonly subject: string;
}

/** What signatures are asked of tools from some sources. */
export interface TrustRule {
  readonly name: string;
  /** Patterns of sources. */
  readonly sources: readonly string[];
  readonly mode: SignatureMode;
  readonly identities: readonly TrustedIdentity[];
  readonly keys: readonly PublicKey[];
  /** Keys that the rule names and that cannot be read: nobody can sign by them, and a refusal says so. */
  readonly unreadable: readonly KamiError[];
}

/** What signatures are asked of tools. */
export interface TrustPolicy {
  /** In the order of the file: the first that is about a source counts. */
  readonly rules: readonly TrustRule[];
  /** For sources that no rule is about. */
  readonly otherwise: SignatureMode;
}

/** The policy that asks nothing. */
export const NO_TRUST_POLICY: TrustPolicy = { rules: [], otherwise: 'off' };

/** The first rule about a source in its normal form, or nothing. */
export function trustRuleFor(policy: TrustPolicy, origin: string): TrustRule | undefined {
  return policy.rules.find((rule) => rule.sources.some((pattern) => matchesSource(pattern, origin)));
}

/** Whether a rule accepts a signer. */
export function acceptsSigner(rule: TrustRule, signer: Signer): boolean {
  if (signer.kind === 'key') return rule.keys.some(({ fingerprint }) => fingerprint === signer.fingerprint);
  return rule.identities.some(
    ({ issuer, subject }) => issuer === signer.issuer && matchesToolPattern(subject, signer.subject),
  );
}

/** Every key of a policy once: those that signatures are tried against. */
export function policyKeys({ rules }: TrustPolicy): readonly PublicKey[] {
  const keys = rules.flatMap((rule) => rule.keys);
  return [...new Map(keys.map((key) => [key.fingerprint, key])).values()];
}
