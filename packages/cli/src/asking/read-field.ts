import { fieldProblem, type FieldKind } from '@kami/protocol';
import { err, ok, type Json, type Result } from '@kami/types';

/** What a person typed, as the value that a field takes. The error says what is expected. */
export function readField(takes: FieldKind, typed: string): Result<Json, string> {
  const value = toValue(takes, typed);
  const problem = value === undefined ? 'expected yes or no' : fieldProblem(takes, value);
  return value === undefined || problem !== undefined ? err(problem ?? '') : ok(value);
}

function toValue(takes: FieldKind, typed: string): Json | undefined {
  switch (takes.kind) {
    case 'text':
    case 'choice':
      return typed;
    case 'number':
      return typed.trim() === '' ? typed : Number(typed);
    case 'boolean':
      if (/^(?:y|yes|true)$/iu.test(typed)) return true;
      return /^(?:n|no|false)$/iu.test(typed) ? false : undefined;
    case 'choices':
      return typed
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== '');
  }
}
