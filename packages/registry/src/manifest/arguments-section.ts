import type { ArgumentSpec, ArgumentType } from '@kami/types';
import { isDescription } from './visible-text.ts';
import type { TableReader, TextRule } from './table-reader.ts';

const TYPES: readonly ArgumentType[] = ['string', 'number', 'integer', 'boolean', 'array', 'object'];
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const MAX_ARGUMENTS = 64;

const isArgumentName: TextRule = (text) =>
  /^[a-zA-Z0-9_.-]{1,64}$/u.test(text) && !RESERVED.has(text)
    ? undefined
    : 'expected 1 to 64 letters, digits, "_", "-" or "." that are not a reserved word of JavaScript';

/** Reads `[[….arguments]]`; nothing when the key is not there. */
export function readArguments(table: TableReader): readonly ArgumentSpec[] | undefined {
  const rows = table.tables('arguments', MAX_ARGUMENTS);
  if (!table.has('arguments')) return undefined;
  const seen = new Set<string>();
  return rows.map((row) => {
    const name = row.requiredText('name', isArgumentName, 'url');
    if (name !== '' && seen.has(name)) {
      row.report(
        [...row.path, 'name'],
        'value',
        `"${name}" is there twice, expected a name of its own for each argument`,
      );
    }
    seen.add(name);
    const type = readType(row);
    const description = row.text('description', isDescription);
    const required = row.flag('required') ?? false;
    row.close();
    return { name, type, required, ...(description === undefined ? {} : { description }) };
  });
}

function readType(row: TableReader): ArgumentType {
  const isType = (text: string): text is ArgumentType => TYPES.some((type) => type === text);
  const text = row.requiredText(
    'type',
    (t) => (isType(t) ? undefined : `expected ${TYPES.join(', ')}`),
    'string',
  );
  return isType(text) ? text : 'string';
}
