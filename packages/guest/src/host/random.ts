import random from 'wasi:random/random@0.2.0';

/** Random bytes from the host; fresh in every call, unlike the engine's generator. */
export function randomBytes(count: number): Uint8Array {
  return random.getRandomBytes(count);
}

/** A number from 0 (inclusive) to 1 (exclusive) with 53 random bits. */
export function randomFraction(): number {
  const bytes = randomBytes(7);
  let bits = (bytes[0] ?? 0) & 0x1f;
  for (const byte of bytes.subarray(1)) bits = bits * 256 + byte;
  return bits / 2 ** 53;
}
