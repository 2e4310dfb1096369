import { decodeBase64 } from '@kami/protocol';
import { isJsonObject, type Json, type WitType } from '@kami/types';
import { exportName } from './names.ts';

/**
 * A JSON value as jco's generated code takes it for a WIT type. The value was checked against the type
 * before; another one is a defect and throws.
 */
export function lowerValue(type: WitType, value: Json | undefined): unknown {
  switch (type.kind) {
    case 's64':
    case 'u64':
      if (typeof value === 'number' || typeof value === 'string') return BigInt(value);
      break;
    case 'f32':
    case 'f64':
      return typeof value === 'string' ? Number(value) : value;
    case 'list':
      return lowerList(type.element, value);
    case 'record':
      if (isJsonObject(value)) {
        return Object.fromEntries(
          type.fields.map((field) => [exportName(field.name), lowerValue(field.type, value[field.name])]),
        );
      }
      break;
    case 'tuple':
      if (isArray(value)) return type.elements.map((element, index) => lowerValue(element, value[index]));
      break;
    case 'variant':
      if (isJsonObject(value)) {
        const chosen = type.cases.find((one) => one.name === value['tag']);
        if (chosen !== undefined) return withPayload(chosen.name, chosen.type, value['val']);
      }
      break;
    case 'flags':
      if (isArray(value))
        return Object.fromEntries(type.names.map((name) => [exportName(name), value.includes(name)]));
      break;
    case 'option':
      return lowerOption(type.element, value);
    case 'result':
      if (isJsonObject(value)) {
        return Object.hasOwn(value, 'err')
          ? withPayload('err', type.err, value['err'])
          : withPayload('ok', type.ok, value['ok']);
      }
      break;
    case 'unsupported':
      break;
    default:
      return value;
  }
  throw new TypeError(`a value that was not checked against ${type.kind}`);
}

function lowerList(element: WitType, value: Json | undefined): unknown {
  if (element.kind === 'u8' && typeof value === 'string') {
    const bytes = decodeBase64(value);
    if (bytes !== undefined) return bytes;
  }
  if (!isArray(value)) throw new TypeError('a value that was not checked against list');
  return value.map((one) => lowerValue(element, one));
}

/** An option in an option needs a tag to tell its two kinds of nothing apart. */
function lowerOption(element: WitType, value: Json | undefined): unknown {
  if (element.kind !== 'option')
    return value === null || value === undefined ? undefined : lowerValue(element, value);
  if (!isJsonObject(value)) return { tag: 'none' };
  return { tag: 'some', val: lowerValue(element, value['some']) };
}

function withPayload(tag: string, type: WitType | undefined, payload: Json | undefined): object {
  return type === undefined ? { tag } : { tag, val: lowerValue(type, payload) };
}

function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
