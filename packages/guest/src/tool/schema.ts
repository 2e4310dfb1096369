/**
 * What the SDK needs of a schema library: Standard Schema v1 (https://standardschema.dev). The build writes it as JSON
 * Schema by Standard JSON Schema v1 where the library has that, and knows Zod Mini and Valibot beside.
 */
export interface Schema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
    readonly validate: (value: unknown) => ValidationResult<Output> | Promise<ValidationResult<Output>>;
    readonly jsonSchema?:
      | {
          readonly input: (options: { readonly target: 'draft-2020-12' }) => Record<string, unknown>;
          readonly output: (options: { readonly target: 'draft-2020-12' }) => Record<string, unknown>;
        }
      | undefined;
  };
}

/** The answer of a validation; without `issues` the value is good. */
export type ValidationResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly ValidationIssue[] };

/** One thing that is wrong with a value. */
export interface ValidationIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** The type of a value before validation. */
export type InputOf<S extends Schema> = NonNullable<S['~standard']['types']>['input'];

/** The type of a value after validation. */
export type OutputOf<S extends Schema> = NonNullable<S['~standard']['types']>['output'];
