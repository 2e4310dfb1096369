/** A value that is there, or will be. */
export type MaybePromise<T> = T | PromiseLike<T>;

/** Whether a value is yet to come (ECMA-262, "thenable"). */
export function isComing<T>(value: MaybePromise<T>): value is PromiseLike<T> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/**
 * Goes on with a value: at once where it is there. An interpreted engine pays for each promise of a call, and most calls
 * need none.
 */
export function andThen<T, U>(value: MaybePromise<T>, next: (value: T) => MaybePromise<U>): MaybePromise<U> {
  return isComing(value) ? value.then(next) : next(value);
}
