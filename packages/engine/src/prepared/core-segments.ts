import type { ByteReader } from '../decode/byte-reader.ts';
import { readHeapType, readReferenceType } from '../limits/core-types.ts';

/** Takes an element segment. A passive one with elements can be dropped, which nothing undoes. */
export function readElements(reader: ByteReader): void {
  const flags = reader.u32();
  const isActive = (flags & 1) === 0;
  if (flags > 7) reader.fail('an element segment has an unknown form');
  if (isActive && (flags & 2) !== 0) reader.u32();
  if (isActive) readConstant(reader);
  const hasExpressions = (flags & 4) !== 0;
  if ((flags & 3) !== 0) {
    if (hasExpressions) readReferenceType(reader, reader.byte());
    else reader.byte();
  }
  const elements = reader.vector(() => (hasExpressions ? readConstant(reader) : reader.u32()));
  if ((flags & 3) === 1 && elements.length > 0) reader.fail('an element segment is passive');
}

/** Takes a data segment; as for elements. */
export function readData(reader: ByteReader): void {
  const flags = reader.u32();
  if (flags > 2) reader.fail('a data segment has an unknown form');
  if (flags === 2) reader.u32();
  if (flags !== 1) readConstant(reader);
  if (reader.take(reader.u32()).length > 0 && flags === 1) reader.fail('a data segment is passive');
}

/** Takes a constant expression (Core specification, section 3.3.14) up to its `end`. */
export function readConstant(reader: ByteReader): void {
  while (reader.failure === undefined) {
    const opcode = reader.byte();
    if (opcode === 0x0b) return;
    if (opcode === 0x41 || opcode === 0x42) skipLeb(reader);
    else if (opcode === 0x43) reader.take(4);
    else if (opcode === 0x44) reader.take(8);
    else if (opcode === 0x23 || opcode === 0xd2) reader.u32();
    else if (opcode === 0xd0) readHeapType(reader);
    else if (!isExtendedConstant(opcode)) reader.fail('a constant expression is not understood');
  }
}

/** Addition, subtraction and multiplication of i32 and i64. */
function isExtendedConstant(opcode: number): boolean {
  return (opcode >= 0x6a && opcode <= 0x6c) || (opcode >= 0x7c && opcode <= 0x7e);
}

function skipLeb(reader: ByteReader): void {
  while ((reader.byte() & 0x80) !== 0);
}
