import type { Bundle } from '@sigstore/bundle';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import type { SignatureFinding } from '@kami/registry';
import type { TrustedRoot } from '@sigstore/protobuf-specs';

/**
 * Whom the certificate of a bundle names, once everything about it holds: one log entry, one certificate log and one
 * proven time at least. Throws the library's errors.
 */
export function certificateSigner(
  bundle: Bundle,
  bytes: Uint8Array | undefined,
  root: TrustedRoot,
): SignatureFinding {
  const material = toTrustMaterial(root);
  const verifier = new Verifier(material, { tlogThreshold: 1, ctlogThreshold: 1, timestampThreshold: 1 });
  const { identity } = verifier.verify(
    toSignedEntity(bundle, bytes === undefined ? undefined : Buffer.from(bytes)),
  );
  const { subjectAlternativeName: subject, extensions } = identity ?? {};
  const issuer = extensions?.issuer;
  if (subject === undefined || issuer === undefined || subject === '' || issuer === '')
    return { holds: false, reason: 'its certificate does not say whom it is for and who vouches' };
  return { holds: true, signer: { kind: 'identity', issuer, subject } };
}
