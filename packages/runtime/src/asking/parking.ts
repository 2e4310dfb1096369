/**
 * Threat: a client or a tool that fills the host with calls which wait for a person who never comes. Rule: few calls wait
 * at the same time, fewer of one principal, each for a bounded time; one more is told so at once.
 */
import { createTally } from '../scheduler/tally.ts';

/** How many calls may wait for a person, and how long. */
export interface ParkingBounds {
  /** Calls that wait at the same time; of one principal at most half of them. */
  readonly maxParked: number;
  /** Milliseconds that one call may wait in all its questions together. */
  readonly waitMs: number;
}

/** Counts the calls that wait for a person. */
export interface Parking {
  readonly bounds: ParkingBounds;
  /** A place to wait, given back by disposing; nothing when there is none. */
  enter(principal: string): Disposable | undefined;
}

/** Makes the count of one process. */
export function createParking(bounds: ParkingBounds): Parking {
  const byPrincipal = createTally();
  const perPrincipal = Math.ceil(bounds.maxParked / 2);
  let parked = 0;
  return {
    bounds,
    enter(principal) {
      if (parked >= bounds.maxParked || byPrincipal.get(principal) >= perPrincipal) return undefined;
      parked += 1;
      byPrincipal.add(principal, 1);
      return {
        [Symbol.dispose]() {
          parked -= 1;
          byPrincipal.add(principal, -1);
        },
      };
    },
  };
}
