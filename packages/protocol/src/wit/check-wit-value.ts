import { isJsonObject, nearestName, type Json, type WitField, type WitType } from '@kami/types';
import type { ArgumentProblem } from '../executor/messages.ts';
import { isJsonArray } from '../parse/json-array.ts';
import { pointerTo } from '../parse/json-pointer.ts';
import { checkScalar } from './check-scalar.ts';
import { createProblemList, type ProblemList } from './problem-list.ts';

/**
 * What keeps a JSON value from being a value of a WIT type, in the form of `witToJsonSchema`; empty when
 * it is one. Paths are JSON Pointers that begin with `path`. At most 32 problems are told.
 */
export function checkWitValue(type: WitType, value: Json, path: string): readonly ArgumentProblem[] {
  const found = createProblemList();
  check(type, value, path, found);
  return found.problems;
}

/** Checks an object against fields: none missing but options, none unknown. `what` names a field in messages. */
export function checkFields(
  fields: readonly WitField[],
  value: Json,
  path: string,
  what: string,
  found: ProblemList,
): void {
  if (!isJsonObject(value)) return found.expected(path, 'an object', value);
  for (const { name, type } of fields) {
    const member = Object.hasOwn(value, name) ? value[name] : undefined;
    if (member !== undefined) check(type, member, pointerTo(path, name), found);
    else if (type.kind !== 'option') found.add(pointerTo(path, name), `this ${what} is missing`);
  }
  refuseUnknown(fields, value, path, what, found);
}

function refuseUnknown(
  fields: readonly WitField[],
  value: object,
  path: string,
  what: string,
  found: ProblemList,
): void {
  for (const key of Object.keys(value)) {
    if (found.full) return;
    if (fields.some(({ name }) => name === key)) continue;
    const left = fields.map(({ name }) => name).filter((name) => !Object.hasOwn(value, name));
    const near = nearestName(left, key);
    found.add(
      pointerTo(path, key),
      `there is no such ${what}${near === undefined ? '' : `; did you mean ${JSON.stringify(near)}?`}`,
    );
  }
}

function check(type: WitType, value: Json, path: string, found: ProblemList): void {
  if (found.full) return;
  switch (type.kind) {
    case 'list':
      return type.element.kind === 'u8'
        ? checkScalar(type, value, path, found)
        : checkItems(value, path, found, () => type.element, type.length);
    case 'tuple':
      return checkItems(value, path, found, (i) => type.elements[i], type.elements.length);
    case 'record':
      return checkFields(type.fields, value, path, 'field', found);
    case 'option':
      if (value === null) return undefined;
      return type.element.kind === 'option'
        ? checkOnly('some', type.element, value, path, found)
        : check(type.element, value, path, found);
    case 'variant':
      return checkVariant(type, value, path, found);
    case 'result':
      return isJsonObject(value) && Object.hasOwn(value, 'err')
        ? checkOnly('err', type.err, value, path, found)
        : checkOnly('ok', type.ok, value, path, found);
    default:
      return checkScalar(type, value, path, found);
  }
}

function checkItems(
  value: Json,
  path: string,
  found: ProblemList,
  typeAt: (index: number) => WitType | undefined,
  length: number | undefined,
): void {
  if (!isJsonArray(value)) return found.expected(path, 'an array', value);
  if (length !== undefined && value.length !== length) {
    return found.add(path, `expected an array of ${length}, found one of ${value.length}`);
  }
  for (const [i, element] of value.entries()) {
    const type = typeAt(i);
    if (type !== undefined) check(type, element, pointerTo(path, i), found);
    if (found.full) return undefined;
  }
}

function checkVariant(
  type: WitType & { kind: 'variant' },
  value: Json,
  path: string,
  found: ProblemList,
): void {
  if (!isJsonObject(value)) return found.expected(path, 'an object with "tag"', value);
  const tag = Object.hasOwn(value, 'tag') ? value['tag'] : undefined;
  const one = type.cases.find(({ name }) => name === tag);
  if (one === undefined) {
    return found.expected(
      pointerTo(path, 'tag'),
      `one of ${type.cases.map(({ name }) => JSON.stringify(name)).join(', ')}`,
      tag,
    );
  }
  const { tag: _tag, ...rest } = value;
  if (one.type !== undefined) return checkOnly('val', one.type, rest, path, found);
  const extra = Object.keys(rest)[0];
  return extra === undefined
    ? undefined
    : found.add(pointerTo(path, extra), `the case ${JSON.stringify(one.name)} carries nothing`);
}

/** Checks an object with exactly one key; without a type its value is null. */
function checkOnly(
  key: string,
  type: WitType | undefined,
  value: Json,
  path: string,
  found: ProblemList,
): void {
  if (!isJsonObject(value)) return found.expected(path, `an object with ${JSON.stringify(key)}`, value);
  const member = Object.hasOwn(value, key) ? value[key] : undefined;
  const extra = Object.keys(value).find((other) => other !== key);
  if (extra !== undefined) found.add(pointerTo(path, extra), 'there is no such field');
  if (member === undefined) return found.add(pointerTo(path, key), 'this field is missing');
  if (type !== undefined) return check(type, member, pointerTo(path, key), found);
  return member === null ? undefined : found.expected(pointerTo(path, key), 'null', member);
}
