import http from 'kami:host/http@0.1.0';
import type { ExchangeSource } from '../runtime/settle.ts';

/** Who waits for an exchange. */
export interface Waiting {
  /** Looks at what is there, and gives whether that is all it waits for. */
  readonly look: () => boolean;
  readonly reject: (reason: unknown) => void;
}

/** There is more to wait for. */
export const MORE: unique symbol = Symbol('more');

/** Who waits for something to read, by the exchange's number. */
export const reading: Map<number, Waiting> = new Map();
/** Who waits for room in a body. */
export const writing: Map<number, Waiting> = new Map();

/** Waits until `look` gives something; it looks each time that there is something to see. */
export function until<T>(
  waiting: Map<number, Waiting>,
  handle: number,
  look: () => T | typeof MORE,
): Promise<T> {
  return new Promise((resolve, reject) => {
    waiting.set(handle, {
      look: () => {
        try {
          const seen = look();
          if (seen === MORE) return false;
          resolve(seen);
        } catch (thrown) {
          // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- what was thrown goes on as it is
          reject(thrown);
        }
        return true;
      },
      reject,
    });
  });
}

/** The exchanges as the event loop waits for them. */
export const source: ExchangeSource = {
  pending: (): boolean => reading.size + writing.size > 0,
  wait: (timeoutMs: number | undefined): void => {
    const time = timeoutMs === undefined ? null : Math.ceil(timeoutMs);
    const [readable, writable] = http.poll([...reading.keys()], [...writing.keys()], time);
    wake(reading, readable);
    wake(writing, writable);
  },
};

function wake(waiting: Map<number, Waiting>, handles: Iterable<number>): void {
  for (const handle of handles) {
    const one = waiting.get(handle);
    // Whoever looks may find the end, which rejects all that still wait.
    waiting.delete(handle);
    if (one?.look() === false) waiting.set(handle, one);
  }
}
