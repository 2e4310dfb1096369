import { createPublicKey } from 'node:crypto';
import {
  bundleFromJSON,
  isBundleWithDsseEnvelope,
  isBundleWithPublicKey,
  type Bundle,
  type BundleWithPublicKey,
} from '@sigstore/bundle';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import type { PublicKey, SignatureFinding } from '@kami/registry';
import { parseJsonObject } from '../parse-json.ts';
import { certificateSigner } from './certificate-signer.ts';
import { byNoKnownKey } from './check-detached.ts';
import { offTarget } from './off-target.ts';
import type { SignatureCheck } from './signature-check.ts';

/** Checks a Sigstore bundle: by a certificate or by a key, over the subject's bytes or a statement about its digest. */
export function checkBundle(bytes: Uint8Array, check: SignatureCheck): SignatureFinding {
  const json = parseJsonObject(bytes);
  if (json === undefined) return { holds: false, reason: 'it is no JSON' };
  const bundle = bundleFromJSON(json);
  const reason = offTarget(bundle, check.subject);
  if (reason !== undefined) return { holds: false, reason };
  const signed = isBundleWithDsseEnvelope(bundle) ? undefined : check.subject.bytes;
  if (!isBundleWithPublicKey(bundle)) return certificateSigner(bundle, signed, check.root);
  const key = check.keys.find((candidate) => isSignedBy(bundle, signed, candidate, check));
  return key === undefined
    ? byNoKnownKey(check.keys, claimedKey(bundle))
    : { holds: true, signer: { kind: 'key', fingerprint: key.fingerprint } };
}

/** A key needs no log and no time: it is accepted by name. Log entries that are there must hold all the same. */
function isSignedBy(
  bundle: Bundle,
  signed: Uint8Array | undefined,
  { der }: PublicKey,
  { root }: SignatureCheck,
): boolean {
  const publicKey = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
  const material = toTrustMaterial(root, () => ({ publicKey, validFor: () => true }));
  const verifier = new Verifier(material, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 });
  try {
    verifier.verify(toSignedEntity(bundle, signed === undefined ? undefined : Buffer.from(signed)));
    return true;
  } catch {
    return false;
  }
}

/** The fingerprint of the key that a bundle says it is by, which nothing proves: for messages. */
function claimedKey(bundle: BundleWithPublicKey): string | undefined {
  const hint = Buffer.from(bundle.verificationMaterial.content.publicKey.hint, 'base64').toString('hex');
  return hint.length === 64 ? hint : undefined;
}
