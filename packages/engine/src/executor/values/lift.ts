import { encodeBase64 } from '@kami/protocol';
import { isJsonObject, type Json, type WitType } from '@kami/types';
import { exportName } from './names.ts';

/** A value that a component gave and JSON cannot hold. */
export class UnliftableValue extends Error {
  override readonly name = 'UnliftableValue';
}

/** A value that jco's generated code gave for a WIT type, as JSON: kebab names, base64 for bytes, `null` for none. */
export function liftValue(type: WitType, value: unknown): Json {
  switch (type.kind) {
    case 'bool':
      return value === true;
    case 's64':
    case 'u64':
      return liftInteger(value);
    case 'f32':
    case 'f64':
      if (typeof value === 'number' && Number.isFinite(value)) return value;
      throw new UnliftableValue(`JSON has no number ${String(value)}`);
    case 'list':
      return liftList(type.element, value);
    case 'record':
      return Object.fromEntries(
        type.fields.map((field) => [field.name, liftValue(field.type, get(value, exportName(field.name)))]),
      );
    case 'tuple':
      return type.elements.map((element, index) => liftValue(element, get(value, index)));
    case 'variant': {
      const tag = textOf(get(value, 'tag'));
      const payload = type.cases.find((one) => one.name === tag)?.type;
      return payload === undefined ? { tag } : { tag, val: liftValue(payload, get(value, 'val')) };
    }
    case 'flags':
      return type.names.filter((name) => get(value, exportName(name)) === true);
    case 'option':
      return liftOption(type.element, value);
    case 'result': {
      const failed = get(value, 'tag') === 'err';
      const payload = failed ? type.err : type.ok;
      return {
        [failed ? 'err' : 'ok']: payload === undefined ? null : liftValue(payload, get(value, 'val')),
      };
    }
    case 'unsupported':
      throw new UnliftableValue(`a value of ${type.what}`);
    case 'enum':
    case 'char':
    case 'string':
      return textOf(value);
    default:
      return typeof value === 'number' ? value : null;
  }
}

function liftInteger(value: unknown): Json {
  if (typeof value !== 'bigint') return typeof value === 'number' ? value : null;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

function liftList(element: WitType, value: unknown): Json {
  if (element.kind === 'u8' && value instanceof Uint8Array) return encodeBase64(value);
  if (typeof value !== 'object' || value === null || !(Symbol.iterator in value))
    throw new UnliftableValue('expected a list');
  return Array.from(iterate(value), (one) => liftValue(element, one));
}

function liftOption(element: WitType, value: unknown): Json {
  if (element.kind !== 'option')
    return value === undefined || value === null ? null : liftValue(element, value);
  return get(value, 'tag') === 'some' ? { some: liftValue(element, get(value, 'val')) } : null;
}

function* iterate(value: object): Iterable<unknown> {
  if (isIterable(value)) yield* value;
}

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value;
}

function get(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return isJsonObject(value) ? value[key] : undefined;
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new UnliftableValue('expected text');
  return value;
}
