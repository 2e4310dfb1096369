/**
 * What the SDK needs of a schema library: Standard Schema v1 (`validate`) together with
 * Standard JSON Schema v1 (`jsonSchema`), see https://standardschema.dev. Zod 4.2 and later has both.
 */
export interface Schema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
    readonly validate: (value: unknown) => ValidationResult<Output> | Promise<ValidationResult<Output>>;
    readonly jsonSchema: {
      readonly input: (options: { readonly target: 'draft-2020-12' }) => Record<string, unknown>;
      readonly output: (options: { readonly target: 'draft-2020-12' }) => Record<string, unknown>;
    };
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
