import { createCombinators } from './combinators.ts';
import { createPromiseClass } from './guest-promise.ts';
import type { Combinators } from './combinators.ts';
import type { GuestPromiseClass, JobSink } from './promise-types.ts';

/** A whole `Promise`, to stand in the place of the engine's. */
export type GuestPromiseConstructor = GuestPromiseClass & Combinators;

/** Makes a `Promise` whose jobs go to `enqueue`. */
export function createPromiseConstructor(enqueue: JobSink): GuestPromiseConstructor {
  const base = createPromiseClass(enqueue);
  return Object.assign(base, createCombinators(base));
}
