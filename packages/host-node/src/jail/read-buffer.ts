/** A buffer that is used again and again. */
export interface ReadBuffer {
  /** Room for that many bytes; what it held before is not cleared. */
  take(length: number): Uint8Array;
}

/** The first buffer's size, in bytes: enough for what comes along with an open. */
const FIRST_SIZE: number = 64 * 1024;

/** Makes a buffer that has no memory yet. */
export function createReadBuffer(): ReadBuffer {
  let bytes = Buffer.allocUnsafeSlow(0);
  return {
    take(length) {
      if (bytes.length < length) bytes = Buffer.allocUnsafeSlow(Math.max(length, FIRST_SIZE));
      return bytes.subarray(0, length);
    },
  };
}
