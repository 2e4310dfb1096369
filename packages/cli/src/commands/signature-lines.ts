import {
  judgeSignature,
  type SignatureRecord,
  type SignatureVerdict,
  type TrustPolicy,
} from '@kami/registry';
import { formatSigner, type Json } from '@kami/types';

/** Who signed a tool and what the policy in force says of each, as lines; nothing where nobody did and nothing is asked. */
export function signatureLines(
  policy: TrustPolicy,
  name: string,
  record: SignatureRecord | undefined,
): readonly string[] {
  const verdict = judgeSignature(policy, name, record);
  const lines = [
    ...(record?.signers ?? []).map(
      (signer) => `${formatSigner(signer)}${standing(verdict, formatSigner(signer))}`,
    ),
    ...(record?.problems ?? []).map((problem) => `a signature does not count: ${problem}`),
  ];
  if (lines.length === 0 && verdict.mode !== 'off') return [`nobody${ruleText(verdict)}`];
  return lines;
}

/** The same as `--json` shows it. */
export function signatureJson(policy: TrustPolicy, name: string, record: SignatureRecord | undefined): Json {
  const { mode, rule, accepted, shortfall } = judgeSignature(policy, name, record);
  return {
    signers: (record?.signers ?? []).map((signer) => ({ ...signer, accepted: accepted.includes(signer) })),
    problems: [...(record?.problems ?? [])],
    policy: mode,
    rule: rule?.name ?? null,
    refused: mode === 'require' && shortfall !== undefined,
  };
}

function standing(verdict: SignatureVerdict, signer: string): string {
  if (verdict.rule === undefined) return '';
  const isAccepted = verdict.accepted.some((accepted) => formatSigner(accepted) === signer);
  return isAccepted
    ? `, accepted by [trust.${verdict.rule.name}]`
    : `, not accepted by [trust.${verdict.rule.name}]`;
}

function ruleText({ mode, rule }: SignatureVerdict): string {
  const where = rule === undefined ? '[signatures]' : `[trust.${rule.name}]`;
  return mode === 'require' ? `, and ${where} requires a signature` : `, and ${where} warns of that`;
}
