import { randomBytes } from '../../host/random.ts';

/** The random part of the Web Crypto API, over the host's randomness; `subtle` is added where code mentions it. */
export const crypto = {
  /** Fills an array of integers with random bytes and gives it back; at most 65,536 bytes. */
  getRandomValues: <T extends ArrayBufferView>(array: T): T => {
    if (
      !ArrayBuffer.isView(array) ||
      /^(?:DataView|Float\d+Array)$/.test(Object.prototype.toString.call(array).slice(8, -1))
    )
      throw new DOMException('getRandomValues fills an array of integers', 'TypeMismatchError');
    if (array.byteLength > 65_536)
      throw new DOMException('getRandomValues fills at most 65536 bytes', 'QuotaExceededError');
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
