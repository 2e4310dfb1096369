/**
 * Threat: a database that something else wrote into: who signed a tool decides whether it is called.
 * Rule: every stored value is checked for its form before it is believed.
 */
import type { SignatureRecord } from '@kami/registry';
import { isJsonObject, parseDigest } from '@kami/types';

/** Whether a value is what is known of a tool's signatures. */
export function isSignatureRecord(value: unknown): value is SignatureRecord {
  if (!isJsonObject(value)) return false;
  const { origin, signers, problems } = value;
  return (
    typeof origin === 'string' &&
    Array.isArray(signers) &&
    signers.every(isSigner) &&
    Array.isArray(problems) &&
    problems.every((problem) => typeof problem === 'string')
  );
}

function isSigner(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  const { kind, fingerprint, issuer, subject } = value;
  if (kind === 'key')
    return typeof fingerprint === 'string' && fingerprint.length === 64 && parseDigest(fingerprint).ok;
  return kind === 'identity' && typeof issuer === 'string' && typeof subject === 'string';
}
