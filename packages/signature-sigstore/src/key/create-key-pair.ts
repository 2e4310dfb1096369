import { generateKeyPairSync } from 'node:crypto';
import type { Digest } from '@kami/types';
import { describeKey } from './read-public-key.ts';

/** A new key pair as text. */
export interface KeyPair {
  /** PKCS #8 (RFC 5958) in PEM, encrypted where a passphrase was given. */
  readonly privateKey: string;
  /** SubjectPublicKeyInfo in PEM, as `cosign verify-blob --key` takes it. */
  readonly publicKey: string;
  readonly fingerprint: Digest;
}

/** Makes an ECDSA key pair on P-256; a passphrase encrypts its private half by PBES2 with AES-256 (RFC 8018, section 6.2). */
export function createKeyPair(passphrase?: string): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const encryption = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase };
  return {
    privateKey: String(privateKey.export({ format: 'pem', type: 'pkcs8', ...encryption })),
    publicKey: String(publicKey.export({ format: 'pem', type: 'spki' })),
    fingerprint: describeKey(publicKey).fingerprint,
  };
}
