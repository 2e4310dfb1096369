import type { Digest, KamiError, Result, Signer } from '@kami/types';
import type { SignatureAttachment, SignedMaterial } from './signed-subject.ts';

/** A public key that signatures are tried against. */
export interface PublicKey {
  /** SHA-256 of `der`. */
  readonly fingerprint: Digest;
  /** SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7) in DER. */
  readonly der: Uint8Array;
}

/** What came of one signature. */
export type SignatureFinding =
  | { readonly holds: true; readonly signer: Signer }
  /** `reason` is a clause without a full stop. */
  | { readonly holds: false; readonly reason: string };

/** Tells by whom something is signed. It knows nothing of whom the operator accepts. */
export interface SignatureVerifier {
  /**
   * A finding for each attachment, in order. Error: `KAMI_STORE_CORRUPT` when the trusted root in the home cannot be
   * used; a signature that does not hold is a finding.
   */
  verify(
    material: SignedMaterial,
    keys: readonly PublicKey[],
  ): Promise<Result<readonly SignatureFinding[], KamiError>>;
}

/** Makes signatures with a private key. */
export interface SignatureMaker {
  readonly fingerprint: Digest;
  /** The signature of bytes as a Sigstore bundle, and bare in Base64. */
  sign(bytes: Uint8Array): { readonly bundle: string; readonly signature: string };
  /** The signature of an OCI artefact, as the layer of an artefact that refers to it; `reference` names its repository. */
  signArtefact(digest: Digest, reference: string): SignatureAttachment;
}
