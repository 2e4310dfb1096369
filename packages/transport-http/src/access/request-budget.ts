/**
 * Threat: one client that sends so much that nobody else is served. Rule: each token has a bucket of requests that fills
 * at a fixed rate, and a number of requests that may be under way.
 */

/** How much one token may ask for. */
export interface BudgetBounds {
  readonly requestsPerSecond: number;
  /** Requests at once after a pause. */
  readonly burst: number;
  /** Requests under way. */
  readonly concurrent: number;
}

/** Counts the requests of one token. */
export interface RequestBudget {
  /** Takes one request out of the bucket; where it is empty, the milliseconds until there is one. */
  spend(): { readonly waitMs: number } | undefined;
  /** A place among the requests under way, which disposing gives back; nothing when all are taken. */
  enter(): Disposable | undefined;
}

/** Makes a full bucket; `nowMs` reads a clock that never goes back. */
export function createRequestBudget(bounds: BudgetBounds, nowMs: () => number): RequestBudget {
  const perMs = bounds.requestsPerSecond / 1000;
  let left = bounds.burst;
  let filledAt = nowMs();
  let underWay = 0;
  return {
    spend() {
      const now = nowMs();
      left = Math.min(bounds.burst, left + (now - filledAt) * perMs);
      filledAt = now;
      if (left < 1) return { waitMs: Math.ceil((1 - left) / perMs) };
      left -= 1;
      return undefined;
    },
    enter() {
      if (underWay >= bounds.concurrent) return undefined;
      underWay += 1;
      let held = true;
      return {
        [Symbol.dispose]() {
          if (held) underWay -= 1;
          held = false;
        },
      };
    },
  };
}
