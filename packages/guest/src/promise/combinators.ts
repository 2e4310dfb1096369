import type { GuestPromiseClass, GuestPromiseInstance } from './promise-types.ts';

type Settle = (value?: unknown) => void;

/** The functions of `Promise` beside `resolve` and `reject` (ECMA-262, section 27.2.4). */
export interface Combinators {
  all(values: Iterable<unknown>): GuestPromiseInstance;
  allSettled(values: Iterable<unknown>): GuestPromiseInstance;
  any(values: Iterable<unknown>): GuestPromiseInstance;
  race(values: Iterable<unknown>): GuestPromiseInstance;
  try(run: (...given: unknown[]) => unknown, ...given: unknown[]): GuestPromiseInstance;
  withResolvers(): { promise: GuestPromiseInstance; resolve: Settle; reject: Settle };
}

/** Makes the functions for one promise class. */
export function createCombinators(Base: GuestPromiseClass): Combinators {
  /** Collects one slot a value; `finish` runs when every slot is filled. */
  const collect = (
    values: Iterable<unknown>,
    react: (promise: GuestPromiseInstance, fill: Settle, resolve: Settle, reject: Settle) => void,
    finish: (slots: unknown[], resolve: Settle, reject: Settle) => void,
  ): GuestPromiseInstance =>
    new Base((resolve, reject) => {
      const slots: unknown[] = [];
      let waiting = 1;
      const filled = (): void => {
        waiting -= 1;
        if (waiting === 0) finish(slots, resolve, reject);
      };
      let index = 0;
      for (const value of values) {
        const slot = index;
        index += 1;
        waiting += 1;
        slots[slot] = undefined;
        let called = false;
        const fill: Settle = (given) => {
          if (called) return;
          called = true;
          slots[slot] = given;
          filled();
        };
        react(Base.resolve(value), fill, resolve, reject);
      }
      filled();
    });

  return {
    all: (values) =>
      collect(
        values,
        (promise, fill, _resolve, reject) => void promise.then(fill, reject),
        (slots, resolve) => resolve(slots),
      ),
    allSettled: (values) =>
      collect(
        values,
        (promise, fill) =>
          void promise.then(
            (value: unknown) => fill({ status: 'fulfilled', value }),
            (reason: unknown) => fill({ status: 'rejected', reason }),
          ),
        (slots, resolve) => resolve(slots),
      ),
    any: (values) =>
      collect(
        values,
        (promise, fill, resolve) => void promise.then(resolve, fill),
        (slots, _resolve, reject) => reject(new AggregateError(slots, 'All promises were rejected')),
      ),
    race: (values) =>
      new Base((resolve, reject) => {
        for (const value of values) void Base.resolve(value).then(resolve, reject);
      }),
    try: (run, ...given) => new Base((resolve) => resolve(run(...given))),
    withResolvers: () => {
      let resolve: Settle = () => {};
      let reject: Settle = () => {};
      const promise = new Base((give, refuse) => {
        resolve = give;
        reject = refuse;
      });
      return { promise, resolve, reject };
    },
  };
}
