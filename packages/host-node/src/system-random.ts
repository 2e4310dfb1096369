import { randomFillSync } from 'node:crypto';
import type { Random } from '@kami/types';

/** The host's cryptographically secure generator. */
export function systemRandom(): Random {
  return { bytes: (count) => randomFillSync(new Uint8Array(count)) };
}
