import {
  judgeSignature,
  type SignatureRecord,
  type SignatureVerdict,
  type TrustPolicy,
} from '@kami/registry';
import { formatSigner, type Json, type Signer } from '@kami/types';

/** Who signed a tool and what the policy in force says of each, as lines; nothing where nobody did and nothing is asked. */
export function signatureLines(
  policy: TrustPolicy,
  name: string,
  record: SignatureRecord | undefined,
  source?: string,
): readonly string[] {
  const verdict = judgeSignature(policy, name, record, source);
  const { mode, shortfall } = verdict;
  return [
    ...(record?.signers ?? []).map((signer) => `${formatSigner(signer)}${standing(verdict, signer)}`),
    ...(shortfall === undefined
      ? (record?.problems ?? []).map((problem) => `a signature does not count: ${problem}`)
      : [`${mode === 'require' ? 'refused' : 'warning'}: ${shortfall}`]),
  ];
}

/** The same as `--json` shows it. */
export function signatureJson(
  policy: TrustPolicy,
  name: string,
  record: SignatureRecord | undefined,
  source?: string,
): Json {
  const { mode, rule, accepted, shortfall } = judgeSignature(policy, name, record, source);
  return {
    signers: (record?.signers ?? []).map((signer) => ({ ...signer, accepted: accepted.includes(signer) })),
    problems: [...(record?.problems ?? [])],
    policy: mode,
    rule: rule?.name ?? null,
    refused: mode === 'require' && shortfall !== undefined,
  };
}

function standing({ rule, accepted }: SignatureVerdict, signer: Signer): string {
  if (rule === undefined) return '';
  return `, ${accepted.includes(signer) ? 'accepted' : 'not accepted'} by [trust.${rule.name}]`;
}
