import { randomBytes } from '../host/random.ts';

/** The random part of the Web Crypto API, over the host's randomness. */
export const crypto = {
  /** Fills an array with random bytes and gives it back; at most 65,536 bytes. */
  getRandomValues: <T extends ArrayBufferView>(array: T): T => {
    if (array.byteLength > 65_536) throw new RangeError('getRandomValues fills at most 65536 bytes');
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(randomBytes(array.byteLength));
    return array;
  },

  /** A random UUID, version 4 (RFC 9562). */
  randomUUID: (): string => {
    const bytes = randomBytes(16);
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  },
} as const;
