import { readSigned, readUnsigned, writeSigned, writeUnsigned } from './leb128.ts';

/** Zeros that are worth leaving out (bytes): fewer take less than the head of another segment. */
const SHORTEST_GAP = 8;

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
 * A data section that writes the same memory with the fewest bytes: long runs of zeros are left out, because memory is zero
 * where nothing is written, and segments with few zeros between them are one. It stays as it is where that is no gain, and where a segment is passive, is placed by anything but a constant, or segments overlap.
 */
export function splitData(section: Buffer): Buffer {
  const segments = readSegments(section);
  if (segments === undefined) return section;
  const joined = joinSegments(segments.flatMap(withoutZeros));
  if (joined.length > MOST_SEGMENTS) return section;
  const written = Buffer.concat([writeUnsigned(joined.length), ...joined.flatMap(writeSegment)]);
  return written.length < section.length ? written : section;
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

function joinSegments(segments: readonly Segment[]): readonly Segment[] {
  const groups: Segment[][] = [];
  let filled = Number.NEGATIVE_INFINITY;
  for (const segment of segments) {
    if (segment.offset - filled < SHORTEST_GAP) groups.at(-1)?.push(segment);
    else groups.push([segment]);
    filled = segment.offset + segment.data.length;
  }
  return groups.map(joinGroup);
}

function joinGroup(group: readonly Segment[]): Segment {
  const [first, last] = [group[0], group.at(-1)];
  if (first === undefined || last === undefined || first === last)
    return first ?? { offset: 0, data: Buffer.alloc(0) };
  const data = Buffer.alloc(last.offset + last.data.length - first.offset);
  for (const { offset, data: part } of group) part.copy(data, offset - first.offset);
  return { offset: first.offset, data };
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
