import { err, ok, type Json, type JsonObject, type Result } from '@kami/types';
import type { FieldKind, FormField } from './form-field.ts';

/**
 * The values of a form that a client gave, checked; what the form does not ask for is left out. The error names the
 * field, never its value.
 */
export function checkFormAnswer(form: readonly FormField[], content: JsonObject): Result<JsonObject, string> {
  const values: [string, Json][] = [];
  for (const { name, required, takes } of form) {
    const value = Object.hasOwn(content, name) ? content[name] : undefined;
    if (value === undefined) {
      if (required) return err(`${name} is missing`);
      continue;
    }
    const problem = fieldProblem(takes, value);
    if (problem !== undefined) return err(`${name}: ${problem}`);
    values.push([name, value]);
  }
  return ok(Object.fromEntries(values));
}

/** What is wrong with the value of a field, or nothing. */
export function fieldProblem(takes: FieldKind, value: Json): string | undefined {
  switch (takes.kind) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'expected yes or no';
    case 'text':
      return textProblem(takes, value);
    case 'number':
      return numberProblem(takes, value);
    case 'choice':
      return takes.choices.some((choice) => choice.value === value)
        ? undefined
        : 'expected one of the choices';
    case 'choices':
      return choicesProblem(takes, value);
  }
}

function textProblem(
  { minLength = 0, maxLength = Number.POSITIVE_INFINITY, format }: Extract<FieldKind, { kind: 'text' }>,
  value: Json,
): string | undefined {
  if (typeof value !== 'string' || !value.isWellFormed()) return 'expected a text';
  const length = value.match(/./gsu)?.length ?? 0;
  if (length < minLength) return `expected at least ${minLength} characters`;
  if (length > maxLength) return `expected at most ${maxLength} characters`;
  return format === undefined || FORMS[format](value) ? undefined : `expected the form ${format}`;
}

/** Each in one pass over the text. */
const FORMS: Readonly<Record<'email' | 'uri' | 'date' | 'date-time', (text: string) => boolean>> = {
  email: (text) => {
    const at = text.lastIndexOf('@');
    return at > 0 && at < text.length - 1 && !/\s/u.test(text);
  },
  uri: (text) => URL.canParse(text),
  date: (text) => /^\d{4}-\d{2}-\d{2}$/u.test(text) && !Number.isNaN(Date.parse(text)),
  'date-time': (text) => /^\d{4}-\d{2}-\d{2}T/u.test(text) && !Number.isNaN(Date.parse(text)),
};

function numberProblem(
  { whole, minimum, maximum }: Extract<FieldKind, { kind: 'number' }>,
  value: Json,
): string | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'expected a number';
  if (whole && !Number.isSafeInteger(value)) return 'expected a whole number';
  if (minimum !== undefined && value < minimum) return `expected at least ${minimum}`;
  return maximum !== undefined && value > maximum ? `expected at most ${maximum}` : undefined;
}

function choicesProblem(
  { choices, minItems = 0, maxItems = choices.length }: Extract<FieldKind, { kind: 'choices' }>,
  value: Json,
): string | undefined {
  if (!Array.isArray(value)) return 'expected a list';
  const known = new Set<unknown>(choices.map((choice) => choice.value));
  if (!value.every((one) => known.has(one))) return 'expected some of the choices';
  if (value.length < minItems) return `expected at least ${minItems} choices`;
  return value.length > maxItems ? `expected at most ${maxItems} choices` : undefined;
}
