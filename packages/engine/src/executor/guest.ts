import type { JobHeader, LoadHeader } from '@kami/protocol';
import { MAX_RESOURCES } from './budgets.ts';
import type { RandomSource } from './chance/random-source.ts';
import { createCallSpending, type CallSpending } from './call-spending.ts';
import { GuestTrap } from './guest-stop.ts';
import type { HostLink } from './host-link.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** The call that an instance is running. */
export interface GuestCall {
  readonly job: JobHeader;
  /** Monotonic time at which the deadline is over; later by as long as it stood still. */
  deadlineNanos: bigint;
}

/** What the host functions of one instance share. */
export interface Guest {
  readonly load: LoadHeader;
  readonly clock: VirtualClock;
  readonly random: RandomSource;
  readonly host: HostLink;
  readonly resources: ResourceCount;
  readonly spending: CallSpending;
  /** The running call; nothing while the instance is being made. */
  call: GuestCall | undefined;
}

/** Counts live resources of an instance. */
export interface ResourceCount {
  /** One more. Traps over {@link MAX_RESOURCES}. */
  open(): void;
  /** One less. */
  close(): void;
}

/** Makes the state of a new instance. */
export function createGuest(
  load: LoadHeader,
  clock: VirtualClock,
  random: RandomSource,
  host: HostLink,
): Guest {
  let live = 0;
  const resources: ResourceCount = {
    open() {
      if (++live > MAX_RESOURCES) throw new GuestTrap('too many open resources');
    },
    close() {
      live -= 1;
    },
  };
  return { load, clock, random, host, resources, spending: createCallSpending(), call: undefined };
}
