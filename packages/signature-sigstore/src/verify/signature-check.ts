import type { PublicKey, SignedSubject } from '@kami/registry';
import type { TrustedRoot } from '@sigstore/protobuf-specs';

/** What one signature is checked against. */
export interface SignatureCheck {
  readonly subject: SignedSubject;
  readonly keys: readonly PublicKey[];
  readonly root: TrustedRoot;
}
