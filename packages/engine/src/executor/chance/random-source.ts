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
const NOTHING_YET = new Uint32Array(0);

/** Makes the source of one instance. */
export function createRandomSource(seed: string): RandomSource {
  let key: Uint8Array | undefined = parseSeed(seed);
  let state: Uint32Array = NOTHING_YET;
  let used = CHACHA20_BLOCK;
  let budget = MAX_RANDOM_BYTES;
  const block = new Uint8Array(CHACHA20_BLOCK);
  const view = new DataView(block.buffer);

  /** Most calls draw nothing: the state is made when something is first drawn from a seed. */
  const start = (): void => {
    if (key === undefined) return;
    state = chacha20State(key, 0, NONCE);
    key = undefined;
    used = CHACHA20_BLOCK;
  };
  const draw = (count: number): Uint8Array => {
    budget -= count;
    if (count > MAX_RANDOM_REQUEST || budget < 0) throw new GuestTrap('too many random bytes asked for');
    const out = new Uint8Array(count);
    start();
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
      key = parseSeed(next);
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
