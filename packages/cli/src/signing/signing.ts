import type { SignatureMaker, SignatureVerifier } from '@kami/registry';
import type { KeyPair } from '@kami/signature-sigstore/keys';
import type { TrustedParty } from '@kami/signature-sigstore';
import type { Digest, KamiError, Result } from '@kami/types';

/** The trusted root in force. */
export interface TrustedRootReport {
  readonly path: string;
  /** Whether it comes with KAMI, and is not the operator's own. */
  readonly pinned: boolean;
  readonly parties: readonly TrustedParty[];
}

/** Where a trusted root is refreshed from. */
export interface RefreshSource {
  /** Address of a repository of The Update Framework. */
  readonly address: string;
  /** A file with its first root metadata; that of Sigstore's public deployment unless said. */
  readonly firstRoot?: string;
}

/** Keys, signatures and the trusted root; loaded when something is signed or was. */
export interface Signing {
  readonly verifier: SignatureVerifier;
  createKeyPair(passphrase?: string): KeyPair;
  readPrivateKey(path: string, passphrase?: string): Promise<Result<SignatureMaker, KamiError>>;
  /** The fingerprint of a public key. */
  fingerprint(path: string): Promise<Result<Digest, KamiError>>;
  trustedRoot(): Promise<Result<TrustedRootReport, KamiError>>;
  /** Takes a trusted root from a file, whole or not at all. */
  importRoot(path: string): Promise<Result<void, KamiError>>;
  /** Fetches the newest trusted root through the egress guard; the one in force stays where that fails. */
  refreshRoot(from: RefreshSource): Promise<Result<void, KamiError>>;
  /** Goes back to the trusted root that comes with KAMI. */
  resetRoot(): Promise<void>;
}
