import type { ByteReader } from '../decode/byte-reader.ts';
import { GC_REFUSED, readCoreValueType, readHeapType } from './core-types.ts';

const V128_BYTES = 16;
/** First opcode of the relaxed SIMD proposal after the prefix 0xfd. */
const FIRST_RELAXED = 0x100;
/** Set in the alignment of a memory instruction that names its memory. */
const HAS_MEMORY_INDEX = 0x40;

/**
 * Takes one instruction with its immediates (Core specification 3.0, section 5.4, and the older form of exceptions that
 * V8 runs as well). Fails on those of garbage-collected objects, on relaxed SIMD, whose results differ from processor to
 * processor, and on every one that is not known.
 */
export function readInstruction(reader: ByteReader): void {
  const opcode = reader.byte();
  if (opcode >= 0x45 && opcode <= 0xc4) return;
  if (opcode >= 0x28 && opcode <= 0x3e) return readMemoryArgument(reader);
  if (opcode >= 0x20 && opcode <= 0x26) return readIndexes(reader, 1);
  const read = IMMEDIATES.get(opcode);
  if (read === undefined) return reader.fail(`it has an unknown instruction 0x${opcode.toString(16)}`);
  read(reader);
}

type ReadImmediates = (reader: ByteReader) => void;

const none: ReadImmediates = () => undefined;
const index: ReadImmediates = (reader) => readIndexes(reader, 1);
const twoIndexes: ReadImmediates = (reader) => readIndexes(reader, 2);

const IMMEDIATES: ReadonlyMap<number, ReadImmediates> = new Map<number, ReadImmediates>([
  ...[0x00, 0x01, 0x05, 0x0a, 0x0b, 0x0f, 0x19, 0x1a, 0x1b, 0xd1, 0xd4].map(
    (opcode) => [opcode, none] as const,
  ),
  ...[0x07, 0x08, 0x09, 0x0c, 0x0d, 0x10, 0x12, 0x14, 0x15, 0x18].map((opcode) => [opcode, index] as const),
  ...[0x3f, 0x40, 0xd2, 0xd5, 0xd6].map((opcode) => [opcode, index] as const),
  ...[0x11, 0x13].map((opcode) => [opcode, twoIndexes] as const),
  ...[0x02, 0x03, 0x04, 0x06].map((opcode) => [opcode, readBlockType] as const),
  [0x0e, readBranchTable],
  [0x1c, (reader) => repeat(reader, reader.u32(), readCoreValueType)],
  [0x1f, readTryTable],
  [0x41, skipLeb],
  [0x42, skipLeb],
  [0x43, (reader) => reader.take(4)],
  [0x44, (reader) => reader.take(8)],
  [0xd0, readHeapType],
  [0xd3, (reader) => reader.fail(GC_REFUSED)],
  [0xfb, (reader) => reader.fail(GC_REFUSED)],
  [0xfc, readBulk],
  [0xfd, readVector],
  [0xfe, readAtomic],
]);

/** Nothing, one value type, or the index of a function type. */
function readBlockType(reader: ByteReader): void {
  const first = reader.peek();
  if (first === 0x40) reader.byte();
  else if (first > 0x40 && first < 0x80) readCoreValueType(reader);
  else reader.u32();
}

function readBranchTable(reader: ByteReader): void {
  readIndexes(reader, reader.u32() + 1);
}

/** A block with a list of catches: with tag and label, or with a label alone. */
function readTryTable(reader: ByteReader): void {
  readBlockType(reader);
  repeat(reader, reader.u32(), () => {
    readIndexes(reader, reader.byte() < 2 ? 2 : 1);
  });
}

function readMemoryArgument(reader: ByteReader): void {
  if ((reader.u32() & HAS_MEMORY_INDEX) !== 0) reader.u32();
  skipLeb(reader);
}

/** Conversions that do not trap, and instructions on whole ranges of memories and tables. */
function readBulk(reader: ByteReader): void {
  const opcode = reader.u32();
  if (opcode <= 7) return;
  if ([8, 10, 12, 14].includes(opcode)) readIndexes(reader, 2);
  else if (opcode <= 17) readIndexes(reader, 1);
  else reader.fail(`it has an unknown instruction 0xfc ${opcode}`);
}

function readVector(reader: ByteReader): void {
  const opcode = reader.u32();
  if (opcode >= FIRST_RELAXED)
    return reader.fail('it uses relaxed SIMD, whose results differ from processor to processor');
  const hasMemory = opcode <= 11 || (opcode >= 84 && opcode <= 93);
  const hasLane = (opcode >= 21 && opcode <= 34) || (opcode >= 84 && opcode <= 91);
  if (hasMemory) readMemoryArgument(reader);
  if (hasLane) reader.byte();
  if (opcode === 12 || opcode === 13) reader.take(V128_BYTES);
}

/** On memories that are not shared they are ordinary loads and stores. */
function readAtomic(reader: ByteReader): void {
  if (reader.u32() === 3) reader.byte();
  else readMemoryArgument(reader);
}

function readIndexes(reader: ByteReader, count: number): void {
  repeat(reader, count, () => reader.u32());
}

function repeat(reader: ByteReader, count: number, read: ReadImmediates): void {
  for (let i = 0; i < count && !reader.done; i += 1) read(reader);
}

function skipLeb(reader: ByteReader): void {
  while ((reader.byte() & 0x80) !== 0);
}
