import { createPublicKey, verify } from 'node:crypto';
import type { PublicKey, SignatureFinding } from '@kami/registry';
import type { SignatureCheck } from './signature-check.ts';

/** Checks a bare signature in Base64 (ECDSA over SHA-256, in DER), as `cosign sign-blob --key` writes it. */
export function checkDetached(signature: Uint8Array, { subject, keys }: SignatureCheck): SignatureFinding {
  const text = new TextDecoder().decode(signature).trim();
  if (subject.bytes === undefined)
    return { holds: false, reason: 'a bare signature needs the bytes that were signed' };
  if (!/^[A-Za-z0-9+/]+={0,2}$/u.test(text)) return { holds: false, reason: 'it is no signature in Base64' };
  const key = signingKey(subject.bytes, Buffer.from(text, 'base64'), keys);
  return key === undefined
    ? byNoKnownKey(keys)
    : { holds: true, signer: { kind: 'key', fingerprint: key.fingerprint } };
}

/** The key that a signature is by, or nothing. */
export function signingKey(
  bytes: Uint8Array,
  signature: Uint8Array,
  keys: readonly PublicKey[],
): PublicKey | undefined {
  return keys.find(({ der }) =>
    verify(
      'sha256',
      bytes,
      createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' }),
      signature,
    ),
  );
}

/**
 * The finding of a signature that is by none of the keys, or of other bytes: the two cannot be told apart. `claimed` is
 * the fingerprint of the key that it says it is by.
 */
export function byNoKnownKey(keys: readonly PublicKey[], claimed?: string): SignatureFinding {
  const known = keys.some(({ fingerprint }) => fingerprint === claimed);
  if (claimed !== undefined && !known)
    return { holds: false, reason: `it names the key sha256:${claimed}, and no [trust] table does` };
  if (keys.length === 0) return { holds: false, reason: 'it is by a key, and no [trust] table names one' };
  const reason = known
    ? 'it is of other bytes'
    : 'it is of other bytes, or by a key that no [trust] table names';
  return { holds: false, reason };
}
