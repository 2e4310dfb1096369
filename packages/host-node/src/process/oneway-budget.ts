import { err, ok, type Result } from '@kami/types';
import { MAX_ONEWAY_BYTES, MAX_ONEWAY_COUNT, ONEWAY_PER_CALL } from './executor-bounds.ts';

/** Counts the one-way calls of one exchange; one without a bound would keep the host busy for nothing. */
export interface OnewayBudget {
  /** A host call was made: it allows some more one-way calls. */
  addCall(): void;
  /** Takes one one-way call of so many bytes; the error says which bound it broke. */
  spend(bytes: number): Result<void, string>;
}

/** A full budget. */
export function createOnewayBudget(): OnewayBudget {
  let countLeft = MAX_ONEWAY_COUNT;
  let bytesLeft = MAX_ONEWAY_BYTES;
  return {
    addCall() {
      countLeft += ONEWAY_PER_CALL;
    },
    spend(bytes) {
      countLeft -= 1;
      bytesLeft -= bytes;
      if (countLeft < 0) return err('too many one-way calls');
      return bytesLeft < 0 ? err(`one-way calls over ${MAX_ONEWAY_BYTES} bytes`) : ok(undefined);
    },
  };
}
