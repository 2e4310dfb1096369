import { zlibSync } from 'fflate';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** A picture in black (true) and white, as a PNG of one bit per pixel (W3C PNG, third edition). */
export function encodePng(pixels: readonly (readonly boolean[])[]): Uint8Array {
  const [first = []] = pixels;
  const header = [...uint32(first.length), ...uint32(pixels.length), 1, 0, 0, 0, 0];
  return Uint8Array.from([
    ...SIGNATURE,
    ...chunk('IHDR', header),
    ...chunk('IDAT', zlibSync(Uint8Array.from(pixels.flatMap(toScanline)), { level: 9 })),
    ...chunk('IEND', []),
  ]);
}

/** A filter byte of 0, then eight pixels in each byte; a bit that is set is white. */
function toScanline(row: readonly boolean[]): number[] {
  const bytes = Array.from({ length: Math.ceil(row.length / 8) }, () => 0);
  for (const [x, isBlack] of row.entries()) {
    const at = x >> 3;
    if (!isBlack) bytes[at] = (bytes[at] ?? 0) | (0x80 >> (x & 7));
  }
  return [0, ...bytes];
}

function chunk(type: string, data: Iterable<number>): number[] {
  const content = [...data];
  const covered = [...Array.from(type, (letter) => letter.charCodeAt(0)), ...content];
  return [...uint32(content.length), ...covered, ...uint32(crc32(covered))];
}

function crc32(bytes: readonly number[]): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb8_8320 : 0);
  }
  return ~crc >>> 0;
}

function uint32(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}
