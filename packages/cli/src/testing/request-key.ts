import { createRedactor } from '@kami/sandbox';
import type { Digest } from '@kami/types';

/** A run of what stands for a secret: it has the length of the secret, which may be another one at the next recording. */
const MASKS = /\*+/gu;

/**
 * What a request is known by in a recording: method, address and body, without its secrets. A recording has masks where
 * secrets stood, so a request is masked in the same way before it is compared.
 */
export function requestKey(
  secrets: readonly string[],
  sha256: (bytes: Uint8Array) => Digest,
): (method: string, url: string, body: Uint8Array) => string {
  const redactor = createRedactor(secrets);
  const plain = (bytes: Uint8Array): string =>
    Buffer.from(redactor.bytes(bytes)).toString('latin1').replaceAll(MASKS, '*');
  return (method, url, body) =>
    JSON.stringify([method, plain(Buffer.from(url)), sha256(Buffer.from(plain(body), 'latin1'))]);
}
