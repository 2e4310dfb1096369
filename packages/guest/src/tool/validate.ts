import { toJsonPointer } from './json-pointer.ts';
import { andThen, type MaybePromise } from './maybe-promise.ts';
import type { OutputOf, Schema } from './schema.ts';
import type { ArgumentProblem } from './tool-error.ts';

/** A value that fits its schema, with defaults and transforms applied, or what is wrong with it. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly ArgumentProblem[] };

/** Checks a value against a schema, at once where the schema does. */
export function validate<S extends Schema>(schema: S, value: unknown): MaybePromise<Checked<OutputOf<S>>> {
  return andThen(schema['~standard'].validate(value), (result) =>
    result.issues === undefined
      ? { ok: true, value: result.value }
      : {
          ok: false,
          problems: result.issues.map(({ path, message }) => ({ path: toJsonPointer(path), message })),
        },
  );
}
