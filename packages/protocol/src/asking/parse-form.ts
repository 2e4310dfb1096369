/**
 * Threat: a component's schema that a client's program chokes on, or that makes the host run a regular expression or
 * look up a reference. Rule: only the flat forms that MCP names, each keyword known and bounded; nothing else passes.
 */
import { err, isJsonObject, ok, type JsonObject, type Result } from '@kami/types';
import { fields, list } from '../parse/composite-shapes.ts';
import { jsonObject } from '../parse/json-shapes.ts';
import { literal, text } from '../parse/scalar-shapes.ts';
import { parseShape } from '../parse/shape.ts';
import { MAX_FORM_FIELDS } from './bounds.ts';
import { fieldShape, type FieldSchema } from './form-shapes.ts';
import type { Choice, FieldKind, FormField } from './form-field.ts';

const MAX_NAME_BYTES = 128;
const name = text(MAX_NAME_BYTES, 1);
const FORM = fields(
  { type: literal('object'), properties: jsonObject },
  { required: list(name, MAX_FORM_FIELDS) },
);

/** The fields of a form, in order. The error says which field is of no form that MCP allows. */
export function parseForm(schema: JsonObject): Result<readonly FormField[], string> {
  const form = parseShape(FORM, schema);
  if (!form.ok) return form;
  const { properties, required = [] } = form.value;
  const entries = Object.entries(properties);
  if (entries.length > MAX_FORM_FIELDS) return err(`over ${MAX_FORM_FIELDS} fields`);
  const missing = required.find((one) => !Object.hasOwn(properties, one));
  if (missing !== undefined) return err(`required: there is no field ${JSON.stringify(missing)}`);
  const parsed: FormField[] = [];
  for (const [key, given] of entries) {
    const named = parseShape(name, key);
    if (!named.ok) return err(`a field's name: ${named.error}`);
    if (!isJsonObject(given)) return err(`${key}: expected an object`);
    const field = parseShape(fieldShape(given), given);
    if (!field.ok) return err(`${key}: ${field.error}`);
    const takes = kindOf(field.value);
    if ('choices' in takes && takes.choices.length === 0) return err(`${key}: nothing to choose from`);
    parsed.push({ name: key, required: required.includes(key), takes, ...shownOf(field.value) });
  }
  return ok(parsed);
}

function shownOf({ title, description, default: preset }: FieldSchema): Partial<FormField> {
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(preset !== undefined && { preset }),
  };
}

function kindOf(field: FieldSchema): FieldKind {
  switch (field.type) {
    case 'boolean':
      return { kind: 'boolean' };
    case 'number':
    case 'integer': {
      const { minimum, maximum } = field;
      const bounds = { ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) };
      return { kind: 'number', whole: field.type === 'integer', ...bounds };
    }
    case 'array': {
      const { items, minItems, maxItems } = field;
      const choices = 'anyOf' in items ? titledChoices(items.anyOf) : plainChoices(items.enum);
      const bounds = {
        ...(minItems !== undefined && { minItems }),
        ...(maxItems !== undefined && { maxItems }),
      };
      return { kind: 'choices', choices, ...bounds };
    }
    case 'string': {
      if ('enum' in field) return { kind: 'choice', choices: plainChoices(field.enum, field.enumNames) };
      if ('oneOf' in field) return { kind: 'choice', choices: titledChoices(field.oneOf) };
      const { title: _title, description: _said, default: _preset, type: _type, ...rest } = field;
      return { kind: 'text', ...rest };
    }
  }
}

function plainChoices(values: readonly string[], titles: readonly string[] = []): readonly Choice[] {
  return values.map((value, index) => ({ value, title: titles[index] ?? value }));
}

function titledChoices(
  choices: readonly { readonly const: string; readonly title: string }[],
): readonly Choice[] {
  return choices.map(({ const: value, title }) => ({ value, title }));
}
