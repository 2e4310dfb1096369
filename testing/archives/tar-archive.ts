/** An entry of a tar archive as an attacker may write it. */
export interface TarEntry {
  readonly name: string;
  /** The type flag: `0` a file, `1` a hard link, `2` a symbolic link, `3` a device, `5` a folder, `6` a FIFO. */
  readonly type?: string;
  readonly link?: string;
  readonly bytes?: Uint8Array;
}

const BLOCK = 512;

/** A tar archive (POSIX.1-2001, ustar) with exactly these entries, whatever they are. */
export function tarArchive(entries: readonly TarEntry[]): Buffer {
  return Buffer.concat([...entries.map(block), Buffer.alloc(2 * BLOCK)]);
}

function block({ name, type = '0', link = '', bytes = new Uint8Array() }: TarEntry): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, 100);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write(type, 156);
  header.write(link, 157, 100);
  header.write('ustar\u000000', 257);
  const sum = header.reduce((all, byte) => all + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const padding = Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK);
  return Buffer.concat([header, bytes, padding]);
}
