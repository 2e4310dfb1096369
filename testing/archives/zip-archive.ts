import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a ZIP archive as an attacker may write it. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes?: Uint8Array;
  /** The Unix mode with its type: `0o100644` a file, `0o120777` a symbolic link. */
  readonly mode?: number;
  /** The size that the directory states; the true one unless said. */
  readonly stated?: number;
}

/** A ZIP archive (APPNOTE 6.3.10) with exactly these entries, whatever they are. */
export function zipArchive(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes = new Uint8Array(), mode = usualMode(name), stated = bytes.length } of entries) {
    const text = Buffer.from(name);
    const packed = deflateRawSync(bytes);
    const header = Buffer.alloc(26);
    header.writeUInt16LE(20, 0);
    header.writeUInt16LE(0x0800, 2);
    header.writeUInt16LE(8, 4);
    header.writeUInt32LE(crc32(bytes), 10);
    header.writeUInt32LE(packed.length, 14);
    header.writeUInt32LE(stated, 18);
    header.writeUInt16LE(text.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), header, text, packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE((mode * 0x1_00_00) >>> 0, 6);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 3]), header, place, text);
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, central, Buffer.from('PK\u0005\u0006'), end]);
}

function usualMode(name: string): number {
  return name.endsWith('/') ? 0o040_755 : 0o100_644;
}
