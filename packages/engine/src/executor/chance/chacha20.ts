/**
 * ChaCha20 (RFC 8439, section 2.3): the generator behind every random number of a guest. Own code
 * because the executor has no library and WebCrypto has no ChaCha20.
 */

const CONSTANTS = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574] as const;
const BLOCK_WORDS = 16;

/** Working state of the block being made: nothing of it outlives a call. */
const work = new Int32Array(BLOCK_WORDS);

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
  const x = work;
  x.set(state);
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
  for (let i = 0; i < BLOCK_WORDS; i++) out.setInt32(i * 4, (x[i] ?? 0) + (state[i] ?? 0), true);
}

function quarterRound(x: Int32Array, ia: number, ib: number, ic: number, id: number): void {
  let a = x[ia] ?? 0;
  let b = x[ib] ?? 0;
  let c = x[ic] ?? 0;
  let d = x[id] ?? 0;
  a = (a + b) | 0;
  d ^= a;
  d = (d << 16) | (d >>> 16);
  c = (c + d) | 0;
  b ^= c;
  b = (b << 12) | (b >>> 20);
  a = (a + b) | 0;
  d ^= a;
  d = (d << 8) | (d >>> 24);
  c = (c + d) | 0;
  b ^= c;
  b = (b << 7) | (b >>> 25);
  x[ia] = a;
  x[ib] = b;
  x[ic] = c;
  x[id] = d;
}

function wordsOf(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.length / 4 }, (_, i) => view.getUint32(i * 4, true));
}
