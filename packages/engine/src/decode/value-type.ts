/**
 * Threat: a few hundred bytes of types that share each other grow to billions of parts when they
 * are written out. Rule: every type carries the size it grows to, and one over the bound ends reading.
 */
import type { WitCase, WitField, WitType } from '@kami/types';

import type { ByteReader } from './byte-reader.ts';
import { NO_VALUE, type Scope, type ValueEntity } from './entity.ts';
import { PRIMITIVES } from './primitives.ts';

/** Parts of one type written out in full; the largest of WASI 0.2 has about 100. */
const MAX_TYPE_WEIGHT = 10_000;
/** Nesting of one type. */
export const MAX_TYPE_DEPTH = 48;

const ERROR_CONTEXT = 0x64;

/** Takes a value type: a primitive or the index of a type defined before. */
export function readValueType(reader: ByteReader, scope: Scope): ValueEntity {
  const primitive = readPrimitive(reader);
  if (primitive !== undefined) return primitive;
  const index = reader.u32();
  const entity = scope.types[index];
  if (entity?.sort === 'value') return entity;
  reader.fail(`type ${index} is no value type`);
  return NO_VALUE;
}

/** Takes a primitive type when the next byte is one. */
export function readPrimitive(reader: ByteReader): ValueEntity | undefined {
  const kind = PRIMITIVES.get(reader.peek());
  if (kind === undefined && reader.peek() !== ERROR_CONTEXT) return undefined;
  reader.byte();
  return kind === undefined
    ? unsupported('error-context')
    : { sort: 'value', type: { kind }, weight: 1, depth: 1 };
}

/** Takes the rest of a value type's definition after its opcode; nothing when the opcode is none (Binary.md, `defvaltype`). */
export function readDefinedType(opcode: number, reader: ByteReader, scope: Scope): ValueEntity | undefined {
  const parts = new Parts(reader, scope);
  switch (opcode) {
    case 0x72:
      return parts.whole({ kind: 'record', fields: reader.vector(() => parts.field()) });
    case 0x71:
      return parts.whole({ kind: 'variant', cases: reader.vector(() => parts.variantCase()) });
    case 0x70:
      return parts.whole({ kind: 'list', element: parts.type() });
    case 0x67:
      return parts.whole({ kind: 'list', element: parts.type(), length: reader.u32() });
    case 0x6f:
      return parts.whole({ kind: 'tuple', elements: reader.vector(() => parts.type()) });
    case 0x6e:
      return parts.whole({ kind: 'flags', names: reader.vector(() => parts.name()) });
    case 0x6d:
      return parts.whole({ kind: 'enum', names: reader.vector(() => parts.name()) });
    case 0x6b:
      return parts.whole({ kind: 'option', element: parts.type() });
    case 0x6a:
      return parts.result();
    case 0x69:
    case 0x68:
      return unsupported(`${opcode === 0x69 ? 'own' : 'borrow'}<${readResourceName(reader, scope)}>`);
    case 0x66:
    case 0x65:
      parts.optional();
      return unsupported(opcode === 0x66 ? 'stream' : 'future');
    case 0x63:
      parts.type();
      parts.type();
      return unsupported('map');
    default:
      return undefined;
  }
}

function unsupported(what: string): ValueEntity {
  return { sort: 'value', type: { kind: 'unsupported', what }, weight: 1, depth: 1 };
}

function readResourceName(reader: ByteReader, scope: Scope): string {
  const entity = scope.types[reader.u32()];
  if (entity?.sort !== 'resource') reader.fail('a handle is to no resource');
  return entity?.sort === 'resource' ? (entity.name ?? 'resource') : '';
}

/** Adds up weight and depth while the parts of one type are read. */
class Parts {
  readonly #reader: ByteReader;
  readonly #scope: Scope;
  #weight = 1;
  #depth = 0;

  constructor(reader: ByteReader, scope: Scope) {
    this.#reader = reader;
    this.#scope = scope;
  }

  type(): WitType {
    const { type, weight, depth } = readValueType(this.#reader, this.#scope);
    this.#weight += weight;
    this.#depth = Math.max(this.#depth, depth);
    return type;
  }

  optional(): WitType | undefined {
    const flag = this.#reader.byte();
    if (flag > 1) this.#reader.fail('a type is neither there nor absent');
    return flag === 1 ? this.type() : undefined;
  }

  name(): string {
    this.#weight += 1;
    return this.#reader.name();
  }

  field(): WitField {
    return { name: this.name(), type: this.type() };
  }

  variantCase(): WitCase {
    const name = this.name();
    const type = this.optional();
    if (this.#reader.byte() !== 0) this.#reader.fail('a case refines another');
    return type === undefined ? { name } : { name, type };
  }

  result(): ValueEntity {
    const ok = this.optional();
    const err = this.optional();
    return this.whole({
      kind: 'result',
      ...(ok === undefined ? {} : { ok }),
      ...(err === undefined ? {} : { err }),
    });
  }

  whole(type: WitType): ValueEntity {
    const depth = this.#depth + 1;
    if (this.#weight > MAX_TYPE_WEIGHT) this.#reader.fail(`a type has over ${MAX_TYPE_WEIGHT} parts`);
    if (depth > MAX_TYPE_DEPTH) this.#reader.fail(`a type is nested over ${MAX_TYPE_DEPTH} deep`);
    return { sort: 'value', type, weight: this.#weight, depth };
  }
}
