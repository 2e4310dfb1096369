import { nearestName, type Json, type WitType } from '@kami/types';
import { pointerTo } from '../parse/json-pointer.ts';
import { INTEGER_RANGES, MAX_F32, type WitInteger } from './integer-range.ts';
import type { ProblemList } from './problem-list.ts';
import { BASE64_PATTERN } from './wit-to-json-schema.ts';

type Scalar = Exclude<WitType, { readonly kind: 'record' | 'tuple' | 'variant' | 'option' | 'result' }>;

const BASE64 = new RegExp(BASE64_PATTERN);
const DECIMAL = /^(?:0|-?[1-9][0-9]{0,19})$/;

/** Checks the types whose JSON form holds no other type's; a list counts only as `list<u8>`. */
export function checkScalar(type: Scalar, value: Json, path: string, found: ProblemList): void {
  switch (type.kind) {
    case 'bool':
      return typeof value === 'boolean' ? undefined : found.expected(path, 'a boolean', value);
    case 'f32':
      return typeof value === 'number' && Math.abs(value) <= MAX_F32
        ? undefined
        : found.expected(path, 'a number of 32 bits', value);
    case 'f64':
      return typeof value === 'number' && Number.isFinite(value)
        ? undefined
        : found.expected(path, 'a number', value);
    case 'char':
      return isCharacter(value) ? undefined : found.expected(path, 'one character', value);
    case 'string':
      if (typeof value !== 'string') return found.expected(path, 'a string', value);
      return value.isWellFormed() ? undefined : found.add(path, 'expected well-formed Unicode');
    case 'list':
      return checkBase64(value, type.length, path, found);
    case 'enum':
      return checkName(type.names, value, path, found);
    case 'flags':
      return checkFlags(type.names, value, path, found);
    case 'unsupported':
      return found.add(path, `a value of this type cannot be given: ${type.what}`);
    default:
      return checkInteger(type.kind, value, path, found);
  }
}

function checkInteger(kind: WitInteger, value: Json, path: string, found: ProblemList): void {
  const { min, max } = INTEGER_RANGES[kind];
  const wide = kind === 's64' || kind === 'u64';
  const integer =
    typeof value === 'number' && Number.isSafeInteger(value)
      ? BigInt(value)
      : wide && typeof value === 'string' && DECIMAL.test(value)
        ? BigInt(value)
        : undefined;
  if (integer !== undefined && integer >= min && integer <= max) return;
  found.expected(
    path,
    `an integer from ${min} to ${max}${wide ? ' (as a decimal string where it is large)' : ''}`,
    value,
  );
}

function isCharacter(value: Json): boolean {
  if (typeof value !== 'string' || !value.isWellFormed()) return false;
  return value.length === ((value.codePointAt(0) ?? 0) > 0xffff ? 2 : 1);
}

function checkBase64(value: Json, length: number | undefined, path: string, found: ProblemList): void {
  if (typeof value !== 'string' || !BASE64.test(value))
    return found.expected(path, 'base64 with padding', value);
  const size = (value.length / 4) * 3 - (value.endsWith('==') ? 2 : value.endsWith('=') ? 1 : 0);
  if (length !== undefined && size !== length)
    found.add(path, `expected ${length} bytes in base64, found ${size}`);
}

function checkName(names: readonly string[], value: Json, path: string, found: ProblemList): void {
  if (typeof value === 'string' && names.includes(value)) return;
  const near = typeof value === 'string' ? nearestName(names, value) : undefined;
  const hint = near === undefined ? '' : `; did you mean ${JSON.stringify(near)}?`;
  const all = names.map((name) => JSON.stringify(name)).join(', ');
  if (hint === '') found.expected(path, `one of ${all}`, value);
  else found.add(path, `expected one of ${all}, found ${JSON.stringify(value)}${hint}`);
}

function checkFlags(names: readonly string[], value: Json, path: string, found: ProblemList): void {
  if (!Array.isArray(value)) return found.expected(path, 'an array of names', value);
  const flags: readonly Json[] = value;
  for (const [i, flag] of flags.entries()) {
    if (found.full) return;
    if (flags.indexOf(flag) < i && typeof flag === 'string')
      found.add(pointerTo(path, i), `${JSON.stringify(flag.slice(0, 40))} is there twice`);
    else checkName(names, flag, pointerTo(path, i), found);
  }
}
