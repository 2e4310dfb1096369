import { createPromiseConstructor } from '../promise/promise-constructor.ts';
import { jobs } from './event-loop.ts';

/** Puts our promises in the place of the engine's. Must be evaluated before any other module. */
const replacements = {
  Promise: createPromiseConstructor((job) => jobs.add(job)),
  queueMicrotask: (job: () => void): void => jobs.add(job),
};

for (const [name, value] of Object.entries(replacements))
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });

// It gives a promise of the engine, which would never settle.
Reflect.deleteProperty(Array, 'fromAsync');
