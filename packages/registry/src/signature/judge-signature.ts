/**
 * Threat: a tool from a source that somebody vouches for is signed by somebody else, by nobody, or by a key that was
 * withdrawn after it was installed. Rule: what was proven of its signatures is kept with it, and judged by the policy in
 * force each time that it is to be installed, offered or called; what nobody accepted is refused where that is required.
 */
import { formatSigner, kamiError, uniqueSigners, type KamiError, type Signer } from '@kami/types';
import { isSourceAddress, normalizeSourceAddress } from './source-pattern.ts';
import type { SignatureFinding } from './signature-verifier.ts';
import {
  acceptsSigner,
  trustRuleFor,
  type SignatureMode,
  type TrustPolicy,
  type TrustRule,
} from './trust-policy.ts';

/** What is known of the signatures of one version of a tool; kept with its installation. */
export interface SignatureRecord {
  /** Where it came from, in the form that policies are compared with: an address, or the real path. */
  readonly origin: string;
  /** Whose signatures hold, each once, sorted by text. */
  readonly signers: readonly Signer[];
  /** Why further signatures that were there do not count, each reason once: a stranger may bring any number of them. */
  readonly problems: readonly string[];
}

/** What a policy says of a tool's signatures. */
export interface SignatureVerdict {
  readonly mode: SignatureMode;
  /** The rule that decided; absent where none is about the source. */
  readonly rule?: TrustRule;
  /** Those among the signers whom the rule accepts. */
  readonly accepted: readonly Signer[];
  /** What is missing, as a sentence; absent where nothing is. */
  readonly shortfall?: string;
}

/** The record of what a verifier found. */
export function signatureRecord(origin: string, findings: readonly SignatureFinding[]): SignatureRecord {
  const signers = findings.flatMap((finding) => (finding.holds ? [finding.signer] : []));
  const problems = findings.flatMap((finding) => (finding.holds ? [] : [finding.reason]));
  return { origin, signers: uniqueSigners(signers), problems: [...new Set(problems)] };
}

/** Whether everyone who signed the earlier version signed this one too: one who is missing is a change to be approved. */
export function keepsSigners(
  earlier: SignatureRecord | undefined,
  now: SignatureRecord | undefined,
): boolean {
  const texts = new Set((now?.signers ?? []).map(formatSigner));
  return (earlier?.signers ?? []).every((signer) => texts.has(formatSigner(signer)));
}

/**
 * Whether a policy judges two records of the same bytes alike: by the same signers and, of an address, the same origin.
 * A path is where files were once.
 */
export function isSameSigning(
  before: SignatureRecord | undefined,
  now: SignatureRecord | undefined,
): boolean {
  if (before === undefined || now === undefined) return before === now;
  const signers = ({ signers: all }: SignatureRecord): string => all.map(formatSigner).toSorted().join('\n');
  return signers(before) === signers(now) && (before.origin === now.origin || !isSourceAddress(now.origin));
}

/**
 * Judges a record by a policy; one that is absent is of a tool that was installed before signatures were looked at, and is
 * judged by the rule about its `source`.
 */
export function judgeSignature(
  policy: TrustPolicy,
  name: string,
  record: SignatureRecord | undefined,
  source?: string,
): SignatureVerdict {
  const origin = record?.origin ?? (source === undefined ? undefined : normalizeSourceAddress(source));
  const rule = origin === undefined ? undefined : trustRuleFor(policy, origin);
  const mode = rule?.mode ?? policy.otherwise;
  const accepted =
    rule === undefined ? [] : (record?.signers ?? []).filter((signer) => acceptsSigner(rule, signer));
  const verdict = { mode, ...(rule === undefined ? {} : { rule }), accepted };
  if (mode === 'off' || accepted.length > 0) return verdict;
  return { ...verdict, shortfall: shortfall(name, rule, record) };
}

/** The error of a verdict that refuses a tool; nothing where it does not. `source` is as the operator gave it. */
export function signatureRefusal(
  name: string,
  source: string,
  record: SignatureRecord | undefined,
  verdict: SignatureVerdict,
): KamiError | undefined {
  if (verdict.mode !== 'require' || verdict.shortfall === undefined) return undefined;
  const { rule } = verdict;
  return kamiError('KAMI_SIGNATURE_REFUSED', `${name} is refused: ${verdict.shortfall}`, {
    hint: mendingHint(source, rule, record),
    data: { source: record?.origin ?? source, ...(rule === undefined ? {} : { rule: rule.name }) },
  });
}

function shortfall(name: string, rule: TrustRule | undefined, record: SignatureRecord | undefined): string {
  if (record === undefined) return `its signatures were not looked at when it was installed.`;
  const where =
    rule === undefined ? 'no [trust] table is about its source' : `[trust.${rule.name}] accepts none of them`;
  const who = record.signers.map(formatSigner).join(', ');
  const signed = record.signers.length === 0 ? 'nobody signed it' : `it is signed by ${who}, and ${where}`;
  const reasons = [
    ...record.problems,
    ...(rule?.unreadable ?? []).map(({ message }) => message.replace(/\.$/u, '')),
  ];
  const why = reasons.length === 0 ? '' : ` (${reasons.join('; ')})`;
  return `${record.problems.length > 0 && record.signers.length === 0 ? `no signature of ${name} counts` : signed}${why}.`;
}

/** What to do: the configuration line that accepts who signed, the command that signs, or the one that installs anew. */
function mendingHint(
  source: string,
  rule: TrustRule | undefined,
  record: SignatureRecord | undefined,
): string {
  if (record === undefined) return `Install it again: kami install ${source}`;
  const table =
    rule === undefined
      ? `a table [trust.NAME] with sources = [${JSON.stringify(record.origin)}]`
      : `[trust.${rule.name}]`;
  const [signer] = record.signers;
  if (signer?.kind === 'identity') {
    const { issuer, subject } = signer;
    return `If you trust this signer, add to ${table} in config.toml: identities = [{ issuer = ${JSON.stringify(issuer)}, subject = ${JSON.stringify(subject)} }]`;
  }
  if (signer !== undefined || record.problems.length > 0)
    return `If you trust who signed it, name the public key in ${table} of config.toml: keys = ["FILE.pub"]`;
  const mode = rule === undefined ? 'policy = "warn" in [signatures]' : `signatures = "warn" in ${table}`;
  return `Sign it with a key that is accepted: kami sign ${source} --key FILE.key. Or let it pass with ${mode} of config.toml.`;
}
