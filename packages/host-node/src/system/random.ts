import type { Random } from '@kami/types';

/** Bytes of one request (Web Cryptography API, `getRandomValues`). */
const MOST_AT_ONCE = 65_536;

/** The host's cryptographically secure generator, loaded when it is first used: it costs about 8 ms. */
export function systemRandom(): Random {
  return {
    bytes(count) {
      const bytes = new Uint8Array(count);
      for (let from = 0; from < count; from += MOST_AT_ONCE) {
        crypto.getRandomValues(bytes.subarray(from, from + MOST_AT_ONCE));
      }
      return bytes;
    },
  };
}
