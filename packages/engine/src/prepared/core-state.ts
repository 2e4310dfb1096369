/**
 * Threat: state of one call that the next one finds, in a place of the instance that was forgotten when
 * it was put back. Rule: everything of a core module that its code can change is found here (memories,
 * tables, mutable globals, segments that can be dropped); a module with a part that cannot be read and
 * written from outside, or that is not understood, is never put back.
 */
import { ByteReader } from '../decode/byte-reader.ts';
import { PREAMBLE_BYTES, type ByteRange } from '../decode/section.ts';
import { readCoreValueType, readLimits } from '../limits/core-types.ts';
import { readCoreImport } from '../limits/inspect-core-module.ts';
import { readConstant, readData, readElements } from './core-segments.ts';

const MAX_ITEMS = 400_000;
/** The types whose values JavaScript can read and write: i32, i64, f32, f64, funcref, externref. */
const VISIBLE_TYPES: ReadonlySet<number> = new Set([0x7f, 0x7e, 0x7d, 0x7c, 0x70, 0x6f]);

/** Where a core module's state is, by the indexes of the module, and where its exports stand. */
export interface CoreState {
  readonly memories: readonly number[];
  readonly tables: readonly number[];
  readonly globals: readonly number[];
  readonly exportNames: readonly string[];
  /** The content of the export section after its count; nothing when there is no such section. */
  readonly exports?: ByteRange;
  /** The first byte of the export section, or where it has to stand. */
  readonly exportsStart: number;
}

/** Finds a valid core module's state; nothing when some of it is out of reach. */
export function readCoreState(bytes: Uint8Array): CoreState | undefined {
  const reader = new ByteReader(bytes, PREAMBLE_BYTES, MAX_ITEMS);
  const imported = { tables: 0, memories: 0, globals: 0 };
  const state = { memories: [] as number[], tables: [] as number[], globals: [] as number[] };
  let exportNames: readonly string[] = [];
  let exports: ByteRange | undefined;
  let exportsStart: number | undefined;
  while (!reader.done) {
    const start = reader.offset;
    const id = reader.byte();
    const length = reader.u32();
    const end = reader.offset + length;
    if (id >= 7 && id <= 12) exportsStart ??= start;
    reader.range(length, () => {
      if (id === 2) reader.vector(() => countImport(reader, imported));
      else if (id === 4)
        state.tables.push(
          ...numbered(
            reader.vector(() => readTable(reader)),
            imported.tables,
          ),
        );
      else if (id === 5)
        state.memories.push(
          ...numbered(
            reader.vector(() => readLimits(reader, 'memory')),
            imported.memories,
          ),
        );
      else if (id === 6)
        state.globals.push(
          ...mutable(
            reader.vector(() => readGlobal(reader)),
            imported.globals,
          ),
        );
      else if (id === 7) {
        const content = { start: reader.offset, end };
        exportNames = reader.vector(() => readExport(reader));
        exports = { start: content.start + lebLength(bytes, content.start), end };
      } else if (id === 9) reader.vector(() => readElements(reader));
      else if (id === 11) reader.vector(() => readData(reader));
      else reader.take(end - reader.offset);
    });
  }
  if (reader.failure !== undefined) return undefined;
  return {
    ...state,
    exportNames,
    ...(exports === undefined ? {} : { exports }),
    exportsStart: exportsStart ?? bytes.length,
  };
}

function numbered(entries: readonly unknown[], first: number): number[] {
  return entries.map((_, index) => first + index);
}

function mutable(globals: readonly boolean[], first: number): number[] {
  return globals.flatMap((isMutable, index) => (isMutable ? [first + index] : []));
}

function countImport(
  reader: ByteReader,
  imported: { tables: number; memories: number; globals: number },
): void {
  const kind = readCoreImport(reader);
  if (kind === 1) imported.tables += 1;
  else if (kind === 2) imported.memories += 1;
  else if (kind === 3) imported.globals += 1;
}

function readTable(reader: ByteReader): void {
  if (!VISIBLE_TYPES.has(reader.byte())) reader.fail('a table is out of reach');
  readLimits(reader, 'table');
}

/** Whether the global can change. */
function readGlobal(reader: ByteReader): boolean {
  const isVisible = VISIBLE_TYPES.has(reader.peek());
  readCoreValueType(reader);
  const isMutable = reader.byte() === 1;
  if (isMutable && !isVisible) reader.fail('a global is out of reach');
  readConstant(reader);
  return isMutable;
}

function readExport(reader: ByteReader): string {
  const name = reader.name();
  reader.byte();
  reader.u32();
  return name;
}

function lebLength(bytes: Uint8Array, start: number): number {
  let length = 1;
  while (((bytes[start + length - 1] ?? 0) & 0x80) !== 0) length += 1;
  return length;
}
