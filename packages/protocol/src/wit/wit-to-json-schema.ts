import type { JsonObject, WitField, WitType } from '@kami/types';
import { INTEGER_RANGES, MAX_F32, type WitInteger } from './integer-range.ts';

const BASE64_QUADS = '^(?:[A-Za-z0-9+/]{4})*';
/** The end of base64 by how many bytes are left over after groups of three. */
const BASE64_ENDS = ['$', '[A-Za-z0-9+/]{2}==$', '[A-Za-z0-9+/]{3}=$'] as const;
/** Base64 with padding (RFC 4648, section 4), as a pattern of ECMA-262 and RE2. */
export const BASE64_PATTERN: string = `${BASE64_QUADS}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$`;

/**
 * The JSON form of a WIT type as JSON Schema 2020-12. Names stay as written. 64-bit integers are an
 * integer or a decimal string; `list<u8>` is base64; a record's `option` fields may be left out;
 * `option<option<T>>` is null, `{"some": null}` or `{"some": T}`; variants are `{"tag", "val"}`, results
 * `{"ok"}` or `{"err"}`, with null for what carries nothing. The type must have passed `signatureProblem`.
 */
export function witToJsonSchema(type: WitType): JsonObject {
  switch (type.kind) {
    case 'bool':
      return { type: 'boolean' };
    case 'f32':
      return { type: 'number', minimum: -MAX_F32, maximum: MAX_F32 };
    case 'f64':
      return { type: 'number' };
    case 'char':
      return { type: 'string', minLength: 1, maxLength: 1 };
    case 'string':
      return { type: 'string' };
    case 'list':
      return listSchema(type.element, type.length);
    case 'record':
      return recordSchema(type.fields);
    case 'tuple':
      return tupleSchema(type.elements);
    case 'variant':
      return {
        oneOf: type.cases.map(({ name, type: payload }) =>
          exactObject({
            tag: { const: name },
            ...(payload !== undefined && { val: witToJsonSchema(payload) }),
          }),
        ),
      };
    case 'enum':
      return { type: 'string', enum: type.names };
    case 'flags':
      return { type: 'array', items: { type: 'string', enum: type.names }, uniqueItems: true };
    case 'option':
      return { anyOf: [someSchema(type.element), { type: 'null' }] };
    case 'result':
      return { oneOf: [exactObject({ ok: unitOr(type.ok) }), exactObject({ err: unitOr(type.err) })] };
    case 'unsupported':
      return { not: {}, description: type.what };
    default:
      return integerSchema(type.kind);
  }
}

/** The object schema of fields: `option` fields are not required, and nothing else is allowed. */
export function recordSchema(fields: readonly WitField[]): JsonObject {
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(({ name, type }) => [name, witToJsonSchema(type)])),
    required: fields.filter(({ type }) => type.kind !== 'option').map(({ name }) => name),
    additionalProperties: false,
  };
}

function integerSchema(kind: WitInteger): JsonObject {
  const { min, max } = INTEGER_RANGES[kind];
  if (kind !== 's64' && kind !== 'u64')
    return { type: 'integer', minimum: Number(min), maximum: Number(max) };
  const integer = {
    type: 'integer',
    minimum: kind === 'u64' ? 0 : Number.MIN_SAFE_INTEGER,
    maximum: Number.MAX_SAFE_INTEGER,
  };
  const pattern = kind === 'u64' ? '^(?:0|[1-9][0-9]{0,19})$' : '^(?:0|-?[1-9][0-9]{0,18})$';
  return { anyOf: [integer, { type: 'string', pattern }] };
}

function listSchema(element: WitType, length: number | undefined): JsonObject {
  if (element.kind === 'u8') return bytesSchema(length);
  return {
    type: 'array',
    items: witToJsonSchema(element),
    ...(length !== undefined && { minItems: length, maxItems: length }),
  };
}

/** One, two and three bytes have four digits alike: a fixed length is told by the padding too. */
function bytesSchema(length: number | undefined): JsonObject {
  const bytes = { type: 'string', contentEncoding: 'base64' };
  if (length === undefined) return { ...bytes, pattern: BASE64_PATTERN };
  const size = 4 * Math.ceil(length / 3);
  const pattern = `${BASE64_QUADS}${BASE64_ENDS[length % 3] ?? '$'}`;
  return { ...bytes, pattern, minLength: size, maxLength: size };
}

function tupleSchema(elements: readonly WitType[]): JsonObject {
  const size = { minItems: elements.length, maxItems: elements.length };
  return elements.length === 0
    ? { type: 'array', ...size }
    : { type: 'array', prefixItems: elements.map(witToJsonSchema), items: false, ...size };
}

function someSchema(element: WitType): JsonObject {
  return element.kind === 'option'
    ? exactObject({ some: witToJsonSchema(element) })
    : witToJsonSchema(element);
}

function unitOr(type: WitType | undefined): JsonObject {
  return type === undefined ? { type: 'null' } : witToJsonSchema(type);
}

function exactObject(properties: JsonObject): JsonObject {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}
