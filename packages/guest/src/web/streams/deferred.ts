/** A promise with the functions that settle it. */
export interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T | PromiseLike<T>) => void;
  readonly reject: (reason: unknown) => void;
}

const ignore = (): void => {};

/** Makes one. Nobody has to look at it: a rejection that nobody awaits is no error of the program. */
export function deferred<T = undefined>(): Deferred<T> {
  const made = Promise.withResolvers<T>();
  made.promise.then(ignore, ignore);
  return made;
}

/** What a function gives or throws, as a promise. */
export function attempt<T>(run: () => T | PromiseLike<T>): Promise<T> {
  return new Promise((resolve) => {
    resolve(run());
  });
}
