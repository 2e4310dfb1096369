import type { Guest } from '../guest.ts';
import type { ImportInterface } from '../import-interface.ts';

/** `wasi:random/random@0.2.x`. */
export function randomInterface(guest: Guest): ImportInterface {
  return {
    getRandomBytes: (length: bigint): Uint8Array => guest.random.bytes(length),
    getRandomU64: (): bigint => guest.random.u64(),
  };
}

/** `wasi:random/insecure@0.2.x`: the same generator, so that there is one to seed. */
export function insecureRandomInterface(guest: Guest): ImportInterface {
  return {
    getInsecureRandomBytes: (length: bigint): Uint8Array => guest.random.bytes(length),
    getInsecureRandomU64: (): bigint => guest.random.u64(),
  };
}

/** `wasi:random/insecure-seed@0.2.x`. */
export function insecureSeedInterface(guest: Guest): ImportInterface {
  return { insecureSeed: (): [bigint, bigint] => [guest.random.u64(), guest.random.u64()] };
}
