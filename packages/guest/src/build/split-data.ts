import { readSigned, readUnsigned, writeSigned, writeUnsigned } from './leb128.ts';

/** Zeros that are left out (bytes): the head of another segment costs up to 11. */
const SHORTEST_GAP = 12;

/** Where engines stop (WebAssembly JavaScript Interface, "Implementation-defined Limits"). */
const MOST_SEGMENTS = 100_000;

const ACTIVE = 0;
const I32_CONST = 0x41;
const END = 0x0b;

interface Segment {
  readonly offset: number;
  readonly data: Buffer;
}

/**
 * A data section whose segments leave out long runs of zeros: memory is zero where nothing is written. It stays as it is
 * where a segment is passive, is placed by anything but a constant, or segments overlap.
 */
export function splitData(section: Buffer): Buffer {
  const segments = readSegments(section);
  if (segments === undefined) return section;
  const split = segments.flatMap(withoutZeros);
  if (split.length > MOST_SEGMENTS) return section;
  return Buffer.concat([writeUnsigned(split.length), ...split.flatMap(writeSegment)]);
}

function readSegments(section: Buffer): readonly Segment[] | undefined {
  const segments: Segment[] = [];
  const count = readUnsigned(section, 0);
  let at = count.end;
  let filled = 0;
  for (let index = 0; index < count.value; index += 1) {
    if (section[at] !== ACTIVE || section[at + 1] !== I32_CONST) return undefined;
    const offset = readSigned(section, at + 2);
    if (section[offset.end] !== END) return undefined;
    const size = readUnsigned(section, offset.end + 1);
    at = size.end + size.value;
    const start = offset.value >>> 0;
    if (start < filled) return undefined;
    filled = start + size.value;
    segments.push({ offset: start, data: section.subarray(size.end, at) });
  }
  return segments;
}

function withoutZeros({ offset, data }: Segment): Segment[] {
  const parts: Segment[] = [];
  let start = 0;
  const end = (at: number): void => {
    if (at > start) parts.push({ offset: offset + start, data: data.subarray(start, at) });
  };
  for (let at = 0; at < data.length; at += 1) {
    if (data[at] !== 0) continue;
    let after = at;
    while (after < data.length && data[after] === 0) after += 1;
    if (after - at >= SHORTEST_GAP || after === data.length) {
      end(at);
      start = after;
    }
    at = after;
  }
  end(data.length);
  return parts;
}

function writeSegment({ offset, data }: Segment): readonly Buffer[] {
  return [
    Buffer.of(ACTIVE, I32_CONST),
    writeSigned(offset | 0),
    Buffer.of(END),
    writeUnsigned(data.length),
    data,
  ];
}
