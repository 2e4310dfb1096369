import type { ByteReader } from '../decode/byte-reader.ts';

/** Heap types that only garbage-collected objects have: any, eq, i31, struct, array, none. */
const GC_HEAP_TYPES: ReadonlySet<number> = new Set([0x6e, 0x6d, 0x6c, 0x6b, 0x6a, 0x71]);
/** Why a module with types or instructions of the GC proposal is refused. */
export const GC_REFUSED = 'it uses garbage-collected types, whose memory has no limit here';

/** Bounds of a memory or table (Core specification, `limits`). */
export interface CoreLimits {
  readonly minimum: number;
  readonly maximum?: number;
}

/** Takes a value type (Core specification, section 5.3). Fails on types of the GC proposal. */
export function readCoreValueType(reader: ByteReader): void {
  const type = reader.byte();
  if (type >= 0x7b && type <= 0x7f) return;
  readReferenceType(reader, type);
}

/** Takes the rest of a reference type after its first byte. */
export function readReferenceType(reader: ByteReader, type: number): void {
  if (type === 0x63 || type === 0x64) readHeapType(reader);
  else if (GC_HEAP_TYPES.has(type)) reader.fail(GC_REFUSED);
  else if (!isAbstractHeapType(type)) reader.fail(`type 0x${type.toString(16)} is not known`);
}

/** Takes a heap type: an abstract one (a negative s33) or a type index. */
export function readHeapType(reader: ByteReader): void {
  const first = reader.peek();
  if (GC_HEAP_TYPES.has(first)) reader.fail(GC_REFUSED);
  if (isAbstractHeapType(first)) reader.byte();
  else reader.u32();
}

/** func, extern, exn and their bottoms. */
function isAbstractHeapType(type: number): boolean {
  return [0x70, 0x6f, 0x69, 0x73, 0x72, 0x74].includes(type);
}

/** Takes one entry of a type section, which must be a function type. */
export function readCoreType(reader: ByteReader): void {
  if (reader.byte() !== 0x60) reader.fail(GC_REFUSED);
  reader.vector(() => {
    readCoreValueType(reader);
  });
  reader.vector(() => {
    readCoreValueType(reader);
  });
}

/** Takes the limits of a memory or table; shared, 64-bit and oddly paged ones are refused. */
export function readLimits(reader: ByteReader, what: 'memory' | 'table'): CoreLimits {
  const flags = reader.byte();
  if ((flags & 0x02) !== 0) reader.fail(`it has a shared ${what}`);
  if ((flags & 0x04) !== 0) reader.fail(`it has a 64-bit ${what}`);
  if ((flags & 0x08) !== 0) reader.fail(`it has a ${what} with pages of its own size`);
  if (flags > 1) reader.fail(`it has a ${what} with limits of an unknown form`);
  const minimum = reader.u32();
  return (flags & 1) === 1 ? { minimum, maximum: reader.u32() } : { minimum };
}
