/**
 * Threat: a value that a hostile peer sent and that is used as if it had its declared type. Rule: a
 * value gets its type only by passing a shape, and a shape knows every key, range and length of what
 * it lets through. No library: what is needed is small, copies nothing, never throws and runs no
 * generated code.
 */
import { err, ok, type Result } from '@kami/types';

declare const accepted: unique symbol;

/** What a value must be to count as a `T`. */
export interface Shape<T> {
  /** What is wrong with a value, or nothing. Total: never throws on anything that `JSON.parse` gives. */
  readonly check: (value: unknown) => string | undefined;
  readonly [accepted]?: T;
}

/** The type that a shape lets through. */
export type Accepted<S> = S extends Shape<infer T> ? T : never;

/** The value itself, typed, when it fits the shape; else what is wrong with it. */
export function parseShape<T>(shape: Shape<T>, value: unknown): Result<T, string> {
  let problem: string | undefined;
  const fits = (candidate: unknown): candidate is T => {
    problem = shape.check(candidate);
    return problem === undefined;
  };
  return fits(value) ? ok(value) : err(problem ?? 'not accepted');
}
