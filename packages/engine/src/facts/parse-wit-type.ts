import {
  isJsonObject,
  type FunctionSignature,
  type WitCase,
  type WitField,
  type WitPrimitive,
  type WitType,
} from '@kami/types';

import { MAX_TYPE_DEPTH } from '../decode/value-type.ts';

const PRIMITIVES: ReadonlySet<string> = new Set([
  'bool',
  's8',
  'u8',
  's16',
  'u16',
  's32',
  'u32',
  's64',
  'u64',
  'f32',
  'f64',
  'char',
  'string',
] satisfies WitPrimitive[]);

function isPrimitive(kind: string): kind is WitPrimitive {
  return PRIMITIVES.has(kind);
}

/** Every element read, or nothing when one of them is not of the form or the value is no array. */
export function parseAll<T>(value: unknown, parse: (element: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const parsed = value.map((element: unknown) => parse(element));
  const present = parsed.filter((element) => element !== undefined);
  return present.length === parsed.length ? present : undefined;
}

/** A string, or nothing. */
export function parseText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Reads a WIT type from JSON; nothing when it is not of the form or nested too deep. */
export function parseWitType(value: unknown, depth: number = 0): WitType | undefined {
  if (!isJsonObject(value) || depth > MAX_TYPE_DEPTH) return undefined;
  const { kind } = value;
  if (typeof kind !== 'string') return undefined;
  if (isPrimitive(kind)) return { kind };
  const inner = (part: unknown): WitType | undefined => parseWitType(part, depth + 1);
  const name = typeof value['name'] === 'string' ? { name: value['name'] } : {};
  switch (kind) {
    case 'list':
    case 'option': {
      const element = inner(value['element']);
      const length =
        kind === 'list' && typeof value['length'] === 'number' ? { length: value['length'] } : {};
      return element && { kind, element, ...length };
    }
    case 'record': {
      const fields = parseAll(value['fields'], (field) => parseField(field, inner));
      return fields && { kind, ...name, fields };
    }
    case 'tuple': {
      const elements = parseAll(value['elements'], inner);
      return elements && { kind, elements };
    }
    case 'variant': {
      const cases = parseAll(value['cases'], (part) => parseCase(part, inner));
      return cases && { kind, ...name, cases };
    }
    case 'enum':
    case 'flags': {
      const names = parseAll(value['names'], parseText);
      return names && { kind, ...name, names };
    }
    case 'result':
      return parseResult(value['ok'], value['err'], inner);
    case 'unsupported':
      return typeof value['what'] === 'string' ? { kind, what: value['what'] } : undefined;
    default:
      return undefined;
  }
}

type ParseType = (value: unknown) => WitType | undefined;

function parseField(value: unknown, inner: ParseType): WitField | undefined {
  if (!isJsonObject(value) || typeof value['name'] !== 'string') return undefined;
  const type = inner(value['type']);
  return type && { name: value['name'], type };
}

function parseCase(value: unknown, inner: ParseType): WitCase | undefined {
  if (isJsonObject(value) && typeof value['name'] === 'string' && value['type'] === undefined) {
    return { name: value['name'] };
  }
  return parseField(value, inner);
}

function parseResult(okValue: unknown, errValue: unknown, inner: ParseType): WitType | undefined {
  const okType = okValue === undefined ? undefined : inner(okValue);
  const errType = errValue === undefined ? undefined : inner(errValue);
  if ((okValue !== undefined && okType === undefined) || (errValue !== undefined && errType === undefined))
    return undefined;
  return {
    kind: 'result',
    ...(okType === undefined ? {} : { ok: okType }),
    ...(errType === undefined ? {} : { err: errType }),
  };
}

/** Reads a function's signature from JSON; nothing when it is not of the form. */
export function parseSignature(value: unknown): FunctionSignature | undefined {
  if (!isJsonObject(value) || typeof value['name'] !== 'string') return undefined;
  const params = parseAll(value['params'], (param) => parseField(param, parseWitType));
  const result = value['result'] === undefined ? undefined : parseWitType(value['result']);
  if (params === undefined || (value['result'] !== undefined && result === undefined)) return undefined;
  const where = typeof value['interfaceName'] === 'string' ? { interfaceName: value['interfaceName'] } : {};
  return { ...where, name: value['name'], params, ...(result === undefined ? {} : { result }) };
}
