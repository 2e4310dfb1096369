import { hash } from 'node:crypto';
import { parseDigest, type Digest } from '@kami/types';

/** The SHA-256 digest of bytes (FIPS 180-4). */
export function sha256(bytes: Uint8Array): Digest {
  const digest = parseDigest(hash('sha256', bytes, 'hex'));
  if (!digest.ok) throw new Error('SHA-256 gave no digest');
  return digest.value;
}
