import type { Digest } from '@kami/types';

/** What a signature is about. */
export interface SignedSubject {
  /** SHA-256 of what is signed: a file, the listing of a folder, or the manifest of an OCI artefact. */
  readonly digest: Digest;
  /** The bytes with that digest, where they are at hand: a signature of them alone cannot be checked without. */
  readonly bytes?: Uint8Array;
}

/** A signature as it came: a file beside a tool, or the layer of an OCI artefact that refers to it. */
export interface SignatureAttachment {
  /** {@link SIMPLE_SIGNING}, {@link DETACHED_SIGNATURE}, or that of a Sigstore bundle. */
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** Annotations of an OCI layer; empty for a file. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** What is signed with all signatures of it that were found. */
export interface SignedMaterial {
  readonly subject: SignedSubject;
  readonly attachments: readonly SignatureAttachment[];
}

/** Media type of a Sigstore bundle (Sigstore bundle format, version 0.3). */
export const SIGSTORE_BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
/** Media type of the payload that a signature of an OCI artefact is over (container signature format, "simple signing"). */
export const SIMPLE_SIGNING = 'application/vnd.dev.cosign.simplesigning.v1+json';
/** KAMI's own name for the bare signature of a file in Base64, as `cosign sign-blob` writes it. */
export const DETACHED_SIGNATURE = 'application/vnd.kami.detached-signature';

/** Signatures of one tool that are looked at: against one that brings thousands, each of which costs a check. */
export const MAX_SIGNATURES = 32;
/** Bytes of one signature: against a file that is read whole and holds no signature. A bundle has about 10 KiB. */
export const MAX_SIGNATURE_BYTES: number = 1024 * 1024;

/** Whether a media type is that of a Sigstore bundle, of any version. */
export function isBundleType(mediaType: string): boolean {
  return /^application\/vnd\.dev\.sigstore\.bundle(?:\.v\d+\.\d+\+json|\+json;version=\d+\.\d+)$/u.test(
    mediaType,
  );
}
