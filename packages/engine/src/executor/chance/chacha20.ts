/**
 * ChaCha20 (RFC 8439, section 2.3): the generator behind every random number of a guest. Own code
 * because the executor has no library and WebCrypto has no ChaCha20.
 */

const CONSTANTS = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574] as const;
const BLOCK_WORDS = 16;

/** Bytes of one block. */
export const CHACHA20_BLOCK = 64;

/** The state before the first block: constants, 32 bytes of key, block counter, 12 bytes of nonce. */
export function chacha20State(key: Uint8Array, counter: number, nonce: Uint8Array): Uint32Array {
  if (key.length !== 32 || nonce.length !== 12) throw new RangeError('a key of 32 bytes and a nonce of 12');
  const state = new Uint32Array(BLOCK_WORDS);
  state.set(CONSTANTS, 0);
  state.set(wordsOf(key), 4);
  state[12] = counter;
  state.set(wordsOf(nonce), 13);
  return state;
}

/** Writes the block of `state` into the first 64 bytes of `out`. The state is left as it is. */
export function chacha20Block(state: Uint32Array, out: DataView): void {
  const x = Uint32Array.from(state);
  for (let round = 0; round < 10; round++) {
    quarterRound(x, 0, 4, 8, 12);
    quarterRound(x, 1, 5, 9, 13);
    quarterRound(x, 2, 6, 10, 14);
    quarterRound(x, 3, 7, 11, 15);
    quarterRound(x, 0, 5, 10, 15);
    quarterRound(x, 1, 6, 11, 12);
    quarterRound(x, 2, 7, 8, 13);
    quarterRound(x, 3, 4, 9, 14);
  }
  for (let i = 0; i < BLOCK_WORDS; i++) out.setUint32(i * 4, ((x[i] ?? 0) + (state[i] ?? 0)) >>> 0, true);
}

function quarterRound(x: Uint32Array, a: number, b: number, c: number, d: number): void {
  mix(x, a, b, d, 16);
  mix(x, c, d, b, 12);
  mix(x, a, b, d, 8);
  mix(x, c, d, b, 7);
}

function mix(x: Uint32Array, sum: number, addend: number, target: number, bits: number): void {
  const total = ((x[sum] ?? 0) + (x[addend] ?? 0)) >>> 0;
  x[sum] = total;
  const mixed = (x[target] ?? 0) ^ total;
  x[target] = (mixed << bits) | (mixed >>> (32 - bits));
}

function wordsOf(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.length / 4 }, (_, i) => view.getUint32(i * 4, true));
}
