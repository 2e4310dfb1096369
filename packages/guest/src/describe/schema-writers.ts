/** Writes a schema of a library as JSON Schema. */
type SchemaWriter = (schema: unknown, options: object) => Record<string, unknown>;

/** What writes the schemas of libraries that do not do it themselves, where the author has them. */
export interface SchemaWriters {
  /** `toJSONSchema` of `zod/v4/core`, for Zod Mini. */
  readonly zod?: SchemaWriter | undefined;
  /** `toJsonSchema` of `@valibot/to-json-schema`. */
  readonly valibot?: SchemaWriter | undefined;
}
