import { toJsonPointer } from './json-pointer.ts';
import type { OutputOf, Schema } from './schema.ts';
import type { ArgumentProblem } from './tool-error.ts';

/** A value that fits its schema, with defaults and transforms applied, or what is wrong with it. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly ArgumentProblem[] };

/** Checks a value against a schema. */
export async function validate<S extends Schema>(schema: S, value: unknown): Promise<Checked<OutputOf<S>>> {
  const result = await schema['~standard'].validate(value);
  if (result.issues === undefined) return { ok: true, value: result.value };
  return {
    ok: false,
    problems: result.issues.map((issue) => ({ path: toJsonPointer(issue.path), message: issue.message })),
  };
}
