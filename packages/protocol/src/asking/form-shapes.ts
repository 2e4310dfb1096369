import { either, fields, list } from '../parse/composite-shapes.ts';
import { bool, finite, integer, literal, oneOf, text } from '../parse/scalar-shapes.ts';
import type { Shape } from '../parse/shape.ts';
import { MAX_CHOICES, MAX_QUESTION_TEXT_BYTES } from './bounds.ts';
import { TEXT_FORMATS } from './form-field.ts';

const MAX_TEXT_LENGTH = 65_536;
const words = text(MAX_QUESTION_TEXT_BYTES);
const shown = { title: words, description: words };
const number = finite(-Number.MAX_VALUE, Number.MAX_VALUE);
const values = list(words, MAX_CHOICES);
const titled = list(fields({ const: words, title: words }), MAX_CHOICES);

/** Text that is typed. */
const textSchema = fields(
  { type: literal('string') },
  {
    ...shown,
    minLength: integer(0, MAX_TEXT_LENGTH),
    maxLength: integer(0, MAX_TEXT_LENGTH),
    format: oneOf(TEXT_FORMATS),
    default: words,
  },
);
/** One of some values. */
const enumSchema = fields(
  { type: literal('string'), enum: values },
  { ...shown, enumNames: values, default: words },
);
/** One of some values, each with a title. */
const titledEnumSchema = fields({ type: literal('string'), oneOf: titled }, { ...shown, default: words });
const several = {
  ...shown,
  minItems: integer(0, MAX_CHOICES),
  maxItems: integer(0, MAX_CHOICES),
  default: values,
};
/** Some of some values. */
const severalSchema = fields(
  { type: literal('array'), items: fields({ type: literal('string'), enum: values }) },
  several,
);
/** Some of some values, each with a title. */
const titledSeveralSchema = fields({ type: literal('array'), items: fields({ anyOf: titled }) }, several);
/** A number. */
const numberSchema = fields(
  { type: oneOf(['number', 'integer']) },
  { ...shown, minimum: number, maximum: number, default: number },
);
/** Yes or no. */
const booleanSchema = fields({ type: literal('boolean') }, { ...shown, default: bool });

interface Shown<T> {
  readonly title?: string;
  readonly description?: string;
  readonly default?: T;
}
type Texts = readonly string[];
type Titled = readonly { readonly const: string; readonly title: string }[];

/** The schema of one field (MCP 2025-11-25, `PrimitiveSchemaDefinition`). */
export type FieldSchema =
  | (Shown<string> & {
      readonly type: 'string';
      readonly minLength?: number;
      readonly maxLength?: number;
      readonly format?: (typeof TEXT_FORMATS)[number];
    })
  | (Shown<string> & { readonly type: 'string'; readonly enum: Texts; readonly enumNames?: Texts })
  | (Shown<string> & { readonly type: 'string'; readonly oneOf: Titled })
  | (Shown<Texts> & {
      readonly type: 'array';
      readonly items: { readonly type: 'string'; readonly enum: Texts } | { readonly anyOf: Titled };
      readonly minItems?: number;
      readonly maxItems?: number;
    })
  | (Shown<number> & {
      readonly type: 'number' | 'integer';
      readonly minimum?: number;
      readonly maximum?: number;
    })
  | (Shown<boolean> & { readonly type: 'boolean' });

/** The shape that a field's own keys call for. */
export function fieldShape(schema: { readonly [key: string]: unknown }): Shape<FieldSchema> {
  switch (schema['type']) {
    case 'boolean':
      return booleanSchema;
    case 'number':
    case 'integer':
      return numberSchema;
    case 'array':
      return either(titledSeveralSchema, severalSchema);
    default:
      if (schema['enum'] !== undefined) return enumSchema;
      return schema['oneOf'] === undefined ? textSchema : titledEnumSchema;
  }
}
