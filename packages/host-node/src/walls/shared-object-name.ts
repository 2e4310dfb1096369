import { closeSync, openSync, readSync } from 'node:fs';

/** Sources: the ELF-64 object file format and its dynamic section (elf(5), elf.h). */
const HEADER_BYTES = 64;
const PROGRAM_HEADER_BYTES = 56;
const PT_LOAD = 1;
const PT_DYNAMIC = 2;
const DT_STRTAB = 5n;
const DT_SONAME = 14n;
const DYNAMIC_ENTRY_BYTES = 16;
/** Longer than any file name. */
const NAME_BYTES = 256;
/** More entries than a library has; one that says more is none. */
const LARGEST_DYNAMIC: number = 64 * 1024;

interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly address: number;
  readonly size: number;
}

/**
 * The name by which the dynamic loader looks for a shared library (its DT_SONAME), read from a 64-bit little-endian ELF
 * file. Nothing when it is none, has no such name, or cannot be read.
 */
export function sharedObjectName(path: string): string | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch {
    return undefined;
  }
  try {
    return nameIn((offset, length) => readAt(descriptor, offset, length));
  } catch {
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}

type ReadAt = (offset: number, length: number) => DataView;

function nameIn(read: ReadAt): string | undefined {
  const header = read(0, HEADER_BYTES);
  const isElf64 = header.getUint32(0) === 0x7f45_4c46 && header.getUint16(4) === 0x0201;
  if (!isElf64) return undefined;
  const segments = segmentsOf(read(number64(header, 32), header.getUint16(56, true) * PROGRAM_HEADER_BYTES));
  const dynamic = segments.find(({ type }) => type === PT_DYNAMIC);
  if (dynamic === undefined || dynamic.size > LARGEST_DYNAMIC) return undefined;
  const entries = read(dynamic.offset, dynamic.size);
  const strings = dynamicValue(entries, DT_STRTAB);
  const name = dynamicValue(entries, DT_SONAME);
  if (strings === undefined || name === undefined) return undefined;
  const home = segments.find(
    ({ type, address, size }) => type === PT_LOAD && strings >= address && strings < address + size,
  );
  return home === undefined
    ? undefined
    : textOf(read(strings - home.address + home.offset + name, NAME_BYTES));
}

function segmentsOf(table: DataView): readonly Segment[] {
  return Array.from({ length: table.byteLength / PROGRAM_HEADER_BYTES }, (_none, index) => {
    const at = index * PROGRAM_HEADER_BYTES;
    return {
      type: table.getUint32(at, true),
      offset: number64(table, at + 8),
      address: number64(table, at + 16),
      size: number64(table, at + 32),
    };
  });
}

function dynamicValue(entries: DataView, tag: bigint): number | undefined {
  for (let at = 0; at + DYNAMIC_ENTRY_BYTES <= entries.byteLength; at += DYNAMIC_ENTRY_BYTES)
    if (entries.getBigUint64(at, true) === tag) return number64(entries, at + 8);
  return undefined;
}

function textOf(bytes: DataView): string | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const end = text.indexOf('\0');
  return end > 0 ? text.slice(0, end) : undefined;
}

function number64(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

/** As many of the bytes as the file has. */
function readAt(descriptor: number, offset: number, length: number): DataView {
  const bytes = new Uint8Array(length);
  return new DataView(bytes.buffer, 0, readSync(descriptor, bytes, 0, length, offset));
}
