import type { Digest } from './identifiers.ts';

/**
 * Who signed something, by what a signature proves: an identity that a certificate authority vouched for when it was
 * made, or the holder of a private key.
 */
export type Signer =
  | {
      readonly kind: 'identity';
      /** Who vouched for the identity: the address of an OpenID Connect issuer. */
      readonly issuer: string;
      /** The certificate's subject alternative name: a mail address, or the URI of a workflow. */
      readonly subject: string;
    }
  | {
      readonly kind: 'key';
      /** SHA-256 of the public key in DER (SubjectPublicKeyInfo, RFC 5280, section 4.1.2.7). */
      readonly fingerprint: Digest;
    };

/** A signer as text: its subject with who vouched for it, or `key sha256:…`. Equal texts are equal signers. */
export function formatSigner(signer: Signer): string {
  return signer.kind === 'key'
    ? `key sha256:${signer.fingerprint}`
    : `${signer.subject} (by ${signer.issuer})`;
}

/** Each signer once, sorted by its text. */
export function uniqueSigners(signers: readonly Signer[]): readonly Signer[] {
  const byText = new Map(signers.map((signer) => [formatSigner(signer), signer]));
  return [...byText].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, signer]) => signer);
}
