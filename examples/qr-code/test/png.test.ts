import { crc32, inflateSync } from 'node:zlib';

import encodeQR from 'qr';
import decodeQR from 'qr/decode.js';
import { describe, expect, it } from 'vitest';

import { encodePng } from '../src/png.ts';

/** The chunks of a PNG by their types; throws where a check sum is wrong. */
function chunksOf(png: Uint8Array): ReadonlyMap<string, Buffer> {
  const bytes = Buffer.from(png);
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length;) {
    const end = at + 8 + bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) throw new Error(`${type}: wrong CRC`);
    chunks.set(type, bytes.subarray(at + 8, end));
    at = end + 4;
  }
  return chunks;
}

/** The pixels of a PNG of one bit, as red, green, blue and alpha. */
function decodePng(png: Uint8Array): { width: number; height: number; data: Uint8Array } {
  const chunks = chunksOf(png);
  const header = chunks.get('IHDR') ?? Buffer.alloc(13);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const lines = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0));
  const line = 1 + Math.ceil(width / 8);
  const data = Uint8Array.from({ length: width * height * 4 }, (_, index) => {
    const [x, y] = [(index >> 2) % width, Math.floor((index >> 2) / width)];
    const isWhite = ((lines[y * line + 1 + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
    return index % 4 === 3 || isWhite ? 255 : 0;
  });
  return { width, height, data };
}

describe('encodePng', () => {
  it.each(['https://example.com', 'ä€😀', '0123456789'.repeat(30)])(
    'draws a code that reads %s',
    (content) => {
      const picture = decodePng(encodePng(encodeQR(content, 'raw', { border: 4, scale: 4 })));
      expect(picture.width).toBe(picture.height);
      expect(decodeQR(picture)).toBe(content);
    },
  );

  it('has the parts that the standard wants, in their order', () => {
    const chunks = chunksOf(encodePng([[true, false, true]]));
    expect([...chunks.keys()]).toEqual(['IHDR', 'IDAT', 'IEND']);
    expect([...(chunks.get('IHDR') ?? [])]).toEqual([0, 0, 0, 3, 0, 0, 0, 1, 1, 0, 0, 0, 0]);
    expect([...inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0))]).toEqual([0, 0b0100_0000]);
  });
});
