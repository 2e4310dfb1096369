import { MAX_POLLED } from '../budgets.ts';
import { awaitExchanges } from '../exchange/await-exchanges.ts';
import type { Guest } from '../guest.ts';
import { GuestTrap } from '../guest-stop.ts';
import { GuestResource } from './guest-resource.ts';
import type { PollSource } from './poll-source.ts';

/** `wasi:io/poll`, `pollable`. */
export class Pollable extends GuestResource {
  readonly #guest: Guest;
  readonly source: PollSource;

  constructor(guest: Guest, source: PollSource) {
    super(guest);
    this.#guest = guest;
    this.source = source;
  }

  /** Whether waiting would end at once. Asks the host where only it knows. */
  ready(): boolean {
    if (isReady(this.#guest, this.source)) return true;
    if (!isAwaited(this.source)) return false;
    wait(this.#guest, [this.source], 0n);
    return isReady(this.#guest, this.source);
  }

  /** Waits. */
  block(): void {
    pollSources(this.#guest, [this.source]);
  }
}

/** Waits until one source is ready. Traps where that can never be. */
export function blockUntilReady(guest: Guest, source: PollSource): void {
  pollSources(guest, [source]);
}

/** `wasi:io/poll`, `poll`: waits until one is ready and gives the indexes of all that are. */
export function pollAll(guest: Guest, pollables: readonly Pollable[]): Uint32Array {
  if (pollables.length === 0) throw new GuestTrap('poll of an empty list');
  if (pollables.length > MAX_POLLED) throw new GuestTrap('poll of too many pollables');
  return Uint32Array.from(
    pollSources(
      guest,
      pollables.map((pollable) => pollable.source),
    ),
  );
}

function pollSources(guest: Guest, sources: readonly PollSource[]): readonly number[] {
  const ready = readyIndexes(guest, sources);
  if (ready.length > 0) return ready;
  const [only] = sources;
  if (sources.length === 1 && only?.kind === 'exchange') {
    only.exchange.pull();
    return [0];
  }
  const until = earliest(sources);
  if (until === undefined && !sources.some(isAwaited)) {
    throw new GuestTrap('waits for what can never happen');
  }
  for (;;) {
    const woken = wait(guest, sources, until);
    const after = readyIndexes(guest, sources);
    if (after.length > 0) return after;
    // The host ends a wait for nothing only when the call is withdrawn: then nothing is worth waiting for.
    if (!woken) return sources.map((_, index) => index);
  }
}

function readyIndexes(guest: Guest, sources: readonly PollSource[]): number[] {
  return sources.flatMap((source, index) => (isReady(guest, source) ? [index] : []));
}

function isReady(guest: Guest, source: PollSource): boolean {
  switch (source.kind) {
    case 'always':
      return true;
    case 'time':
      return guest.clock.monotonicNanos() >= source.untilNanos;
    case 'exchange':
      return source.exchange.hasNews;
    case 'end':
      return source.exchange.passOver();
    case 'room':
      return source.isReady();
  }
}

function earliest(sources: readonly PollSource[]): bigint | undefined {
  let first: bigint | undefined;
  for (const source of sources) {
    if (source.kind === 'time' && (first === undefined || source.untilNanos < first))
      first = source.untilNanos;
  }
  return first;
}

/** Whether the host knows when it is ready. */
function isAwaited(source: PollSource): boolean {
  return (
    source.kind === 'exchange' ||
    source.kind === 'end' ||
    (source.kind === 'room' && source.exchange() !== undefined)
  );
}

function wait(guest: Guest, sources: readonly PollSource[], until: bigint | undefined): boolean {
  const reading = sources.flatMap((source) =>
    source.kind === 'exchange' || source.kind === 'end' ? [source.exchange] : [],
  );
  const writing = sources.flatMap((source) => (source.kind === 'room' ? (source.exchange() ?? []) : []));
  return awaitExchanges(guest, reading, writing, until);
}
