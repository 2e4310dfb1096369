import type { Random } from '@kami/types';

/** Bytes of one request (Web Cryptography API, `getRandomValues`). */
const MOST_AT_ONCE = 65_536;
/** Bytes drawn ahead: a call of the generator costs 15 µs, whether for 16 bytes or for some thousand (measured). */
const POOL_BYTES = 8192;

/**
 * The host's cryptographically secure generator, loaded when it is first used: it costs about 8 ms. Bytes are drawn
 * ahead, given out once, and wiped when they are.
 */
export function systemRandom(): Random {
  const pool = new Uint8Array(POOL_BYTES);
  let given = POOL_BYTES;
  return {
    bytes(count) {
      if (count > POOL_BYTES) return draw(count);
      if (given + count > POOL_BYTES) {
        crypto.getRandomValues(pool);
        given = 0;
      }
      const bytes = pool.slice(given, given + count);
      pool.fill(0, given, given + count);
      given += count;
      return bytes;
    },
  };
}

function draw(count: number): Uint8Array {
  const bytes = new Uint8Array(count);
  for (let from = 0; from < count; from += MOST_AT_ONCE) {
    crypto.getRandomValues(bytes.subarray(from, from + MOST_AT_ONCE));
  }
  return bytes;
}
