import type { Schema } from '@kami/guest';

/** A schema that is written as it is told to clients and takes every object. */
export function plainSchema<T extends object>(json: Record<string, unknown>): Schema<T> {
  return {
    '~standard': {
      version: 1,
      vendor: 'guests',
      validate: (value) => ({ value: value as T }),
      jsonSchema: { input: () => json, output: () => json },
    },
  };
}

/** The schema of a tool without arguments. */
export const nothing: Schema<object> = plainSchema({ type: 'object', properties: {} });
