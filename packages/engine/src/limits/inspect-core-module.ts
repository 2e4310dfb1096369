/**
 * Threat: memory outside the limit (64-bit or shared memories, garbage-collected objects, imported
 * definitions that hide their size), and instructions whose results differ from machine to machine.
 * Rule: types, imports, memories, tables and code are read in full; whatever is not understood is
 * refused, never passed through.
 */
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';

import { ByteReader } from '../decode/byte-reader.ts';
import { PREAMBLE_BYTES, type ByteRange } from '../decode/section.ts';
import { readCode } from './core-code.ts';
import {
  readCoreType,
  readCoreValueType,
  readHeapType,
  readLimits,
  readReferenceType,
  type CoreLimits,
} from './core-types.ts';

/** Elements of the sections read: engines for scripts have about 20,000 types, imports and tables. */
const MAX_ITEMS = 200_000;

/** A table that a module defines: bytes before its limits, its limits, bytes after. */
export interface CoreTable extends CoreLimits {
  readonly head: Uint8Array;
  readonly initializer: Uint8Array;
}

/** A core module's memories and tables. */
export interface CoreModule {
  readonly bytes: Uint8Array;
  readonly memories: readonly CoreLimits[];
  readonly tables: readonly CoreTable[];
  /** The whole memory section, when there is one. */
  readonly memorySection?: ByteRange;
  /** The whole table section, when there is one. */
  readonly tableSection?: ByteRange;
}

/** Reads a core module's limits. Errors: `KAMI_COMPONENT_INVALID` for what cannot be limited. */
export function inspectCoreModule(bytes: Uint8Array): Result<CoreModule, KamiError> {
  const reader = new ByteReader(bytes, 0, MAX_ITEMS);
  const preamble = reader.take(PREAMBLE_BYTES);
  if ([0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0].some((byte, i) => preamble[i] !== byte))
    reader.fail('no core module');
  let memories: CoreLimits[] = [];
  let tables: CoreTable[] = [];
  const sections = new Map<number, ByteRange>();
  while (!reader.done) {
    const start = reader.offset;
    const id = reader.byte();
    const length = reader.u32();
    const end = reader.offset + length;
    if (id !== 0 && sections.has(id)) reader.fail(`section ${id} stands twice`);
    if (id !== 0) sections.set(id, { start, end });
    reader.range(length, () => {
      if (id === 1) reader.vector(() => readCoreType(reader));
      else if (id === 2) reader.vector(() => readCoreImport(reader));
      else if (id === 4) tables = reader.vector(() => readTable(reader, bytes));
      else if (id === 5) memories = reader.vector(() => readLimits(reader, 'memory'));
      else if (id === 10) readCode(reader);
      else reader.take(end - reader.offset);
    });
  }
  if (reader.failure !== undefined) {
    return err(
      kamiError('KAMI_COMPONENT_INVALID', `A core module of the component is refused: ${reader.failure}.`),
    );
  }
  const memorySection = sections.get(5);
  const tableSection = sections.get(4);
  return ok({
    bytes,
    memories,
    tables,
    ...(memorySection === undefined ? {} : { memorySection }),
    ...(tableSection === undefined ? {} : { tableSection }),
  });
}

/** Takes an import and gives its kind: 0 function, 1 table, 2 memory, 3 global, 4 tag. */
export function readCoreImport(reader: ByteReader): number {
  reader.name();
  reader.name();
  const kind = reader.byte();
  if (kind === 0) reader.u32();
  else if (kind === 1) {
    readReferenceType(reader, reader.byte());
    readLimits(reader, 'table');
  } else if (kind === 2) readLimits(reader, 'memory');
  else if (kind === 3) {
    readCoreValueType(reader);
    reader.byte();
  } else if (kind === 4) {
    reader.byte();
    reader.u32();
  } else reader.fail(`an import of kind ${kind} is not known`);
  return kind;
}

function readTable(reader: ByteReader, bytes: Uint8Array): CoreTable {
  const start = reader.offset;
  let type = reader.byte();
  const isInitialized = type === 0x40;
  if (isInitialized) {
    if (reader.byte() !== 0) reader.fail('a table has an unknown form');
    type = reader.byte();
  }
  readReferenceType(reader, type);
  const head = bytes.subarray(start, reader.offset);
  const limits = readLimits(reader, 'table');
  const initializerStart = reader.offset;
  if (isInitialized) readReferenceConstant(reader);
  return { ...limits, head, initializer: bytes.subarray(initializerStart, reader.offset) };
}

/** Takes a constant expression that gives a reference: `ref.null`, `ref.func` or `global.get`, then `end`. */
function readReferenceConstant(reader: ByteReader): void {
  const opcode = reader.byte();
  if (opcode === 0xd0) readHeapType(reader);
  else if (opcode === 0xd2 || opcode === 0x23) reader.u32();
  else reader.fail('a table is filled in an unknown way');
  if (reader.byte() !== 0x0b) reader.fail('a table is filled in an unknown way');
}
