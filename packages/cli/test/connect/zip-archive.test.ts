import { crc32, inflateRawSync } from 'node:zlib';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { zipArchive, type ArchivedFile } from '../../src/connect/zip-archive.ts';

/** Reads an archive by its central directory, as clients do. */
function unzip(archive: Uint8Array): readonly ArchivedFile[] {
  const bytes = Buffer.from(archive);
  const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006'));
  let at = bytes.readUInt32LE(end + 16);
  return Array.from({ length: bytes.readUInt16LE(end + 10) }, () => {
    const [packed, size, nameLength] = [
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 24),
      bytes.readUInt16LE(at + 28),
    ];
    const local = bytes.readUInt32LE(at + 42);
    const path = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    at += 46 + nameLength;
    const start = local + 30 + bytes.readUInt16LE(local + 26);
    const content = inflateRawSync(bytes.subarray(start, start + packed));
    expect(content.length).toBe(size);
    expect(bytes.readUInt32LE(local + 14)).toBe(crc32(content));
    expect(bytes.toString('utf8', local + 30, local + 30 + bytes.readUInt16LE(local + 26))).toBe(path);
    return { path, bytes: new Uint8Array(content) };
  });
}

describe('zipArchive', () => {
  it('holds every file', () => {
    const file = fc.record({
      path: fc.stringMatching(/^[a-zé]{1,8}(?:\/[a-z.]{1,8})?$/u),
      bytes: fc.uint8Array(),
    });
    fc.assert(
      fc.property(fc.array(file, { maxLength: 5 }), (files) => {
        expect(unzip(zipArchive(files))).toEqual(
          files.map(({ path, bytes }) => ({ path, bytes: new Uint8Array(bytes) })),
        );
      }),
    );
  });
});
