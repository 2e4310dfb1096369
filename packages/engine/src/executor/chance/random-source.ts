import { MAX_RANDOM_BYTES, MAX_RANDOM_REQUEST } from '../budgets.ts';
import { GuestTrap } from '../guest-stop.ts';
import { CHACHA20_BLOCK, chacha20Block, chacha20State } from './chacha20.ts';

/** An instance's random numbers: a function of its seed and of how many were drawn before. */
export interface RandomSource {
  /** Starts anew from a seed (32 bytes in hex) with a full budget. */
  reseed(seed: string): void;
  /** The next `count` bytes. Traps over {@link MAX_RANDOM_REQUEST} or the call's budget. */
  bytes(count: bigint): Uint8Array;
  /** The next 64 bits. */
  u64(): bigint;
}

const NONCE = new Uint8Array(12);

/** Makes the source of one instance. */
export function createRandomSource(seed: string): RandomSource {
  let state = chacha20State(parseSeed(seed), 0, NONCE);
  let used = CHACHA20_BLOCK;
  let budget = MAX_RANDOM_BYTES;
  const block = new Uint8Array(CHACHA20_BLOCK);
  const view = new DataView(block.buffer);

  const draw = (count: number): Uint8Array => {
    budget -= count;
    if (count > MAX_RANDOM_REQUEST || budget < 0) throw new GuestTrap('too many random bytes asked for');
    const out = new Uint8Array(count);
    for (let offset = 0; offset < count;) {
      if (used === CHACHA20_BLOCK) {
        chacha20Block(state, view);
        state[12] = (state[12] ?? 0) + 1;
        used = 0;
      }
      const part = Math.min(count - offset, CHACHA20_BLOCK - used);
      out.set(block.subarray(used, used + part), offset);
      used += part;
      offset += part;
    }
    return out;
  };

  return {
    reseed(next) {
      state = chacha20State(parseSeed(next), 0, NONCE);
      used = CHACHA20_BLOCK;
      budget = MAX_RANDOM_BYTES;
    },
    bytes: (count) => draw(count > BigInt(MAX_RANDOM_REQUEST) ? MAX_RANDOM_REQUEST + 1 : Number(count)),
    u64() {
      const bytes = draw(8);
      return new DataView(bytes.buffer).getBigUint64(0, true);
    },
  };
}

function parseSeed(seed: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/.test(seed)) throw new TypeError('a seed is 32 bytes in hex');
  return Uint8Array.fromHex(seed);
}
