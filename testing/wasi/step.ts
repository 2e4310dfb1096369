import type { FunctionName } from './offered-functions.ts';

/** A call of an imported function by a guest that runs steps (`guests/include/run-steps.mjs`). */
export interface Step {
  readonly call: FunctionName;
  readonly args: readonly unknown[];
  /** The name under which later steps find the result. */
  readonly as?: string;
  /** What the outcome must equal; absent: any success. */
  readonly gives?: unknown;
}

/** Drops a resource by the name of the step that made it. */
export interface Drop {
  readonly drop: string;
}

/** A step of a case. */
export type AnyStep = Step | Drop;

/** Calls a function, with what its outcome must be where that matters. */
export function step(call: FunctionName, args: readonly unknown[] = [], gives?: unknown): Step {
  return gives === undefined ? { call, args } : { call, args, gives };
}

/** Gives the result of a step a name. */
export function named(as: string, of: Step): Step {
  return { ...of, as };
}

/** The outcome of a call that gave this. */
export function gave(value: unknown = null): { readonly ok: unknown } {
  return { ok: value };
}

/** The outcome of a call that answered with this error of its WIT `result`. */
export function refused(error: unknown): { readonly err: unknown } {
  return { err: error };
}

/** A 64-bit integer, as argument and in an outcome. */
export function big(value: bigint | number): { readonly $big: string } {
  return { $big: String(value) };
}

/** Bytes, as argument and in an outcome: one for each character. */
export function bytes(text: string): { readonly $text: string } {
  return { $text: text };
}

/** So many bytes of value 0, as argument. */
export function zeroes(count: number): { readonly $zeroes: number } {
  return { $zeroes: count };
}

/** A resource in an outcome. */
export const resource: { readonly $resource: true } = { $resource: true };
