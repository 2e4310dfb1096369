/**
 * Threat: a tool whose signer the operator no longer accepts (a key that was removed, a rule that was made stricter) goes
 * on running because it was installed before. Rule: what was proven at installation is judged by the policy in force for
 * each call and each list.
 */
import { judgeSignature, type InstalledTool, type TrustPolicy } from '@kami/registry';
import { kamiError, type KamiError } from '@kami/types';

/** Why a tool may not be called by the policy of signatures in force, for who calls it; nothing when it may. */
export function signatureGate(
  policy: TrustPolicy | undefined,
  { name, signature, source }: Pick<InstalledTool, 'name' | 'signature' | 'source'>,
): KamiError | undefined {
  if (policy === undefined || (policy.rules.length === 0 && policy.otherwise !== 'require')) return undefined;
  const { mode, shortfall } = judgeSignature(policy, name, signature, source);
  if (mode !== 'require' || shortfall === undefined) return undefined;
  const message = `${name} is refused: nobody whom the policy for its source accepts signed it.`;
  return kamiError('KAMI_SIGNATURE_REFUSED', message, { hint: `See who did with: kami inspect ${name}` });
}
