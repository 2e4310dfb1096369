/** Bytes of a block: headers are one, contents are filled up to whole ones (POSIX.1-2024, pax, "ustar Interchange Format"). */
export const TAR_BLOCK = 512;

/** Largest size that the eleven octal digits of a header tell: 8 GiB less one. */
const MAX_TAR_FILE: number = 8 ** 11 - 1;

const NAME_LENGTH = 100;
const PREFIX_AT = 345;
const PREFIX_LENGTH = 155;

/** A plain file of an archive. */
export interface TarEntry {
  /** ASCII, with `/` between folders. */
  readonly path: string;
  readonly size: number;
}

/**
 * The header of a plain file that only its owner may read; nothing for a path or a size that the format has no room for.
 * The time is 1970, so that equal files are equal archives.
 */
export function formatTarHeader({ path, size }: TarEntry): Buffer | undefined {
  const split = splitPath(path);
  if (split === undefined || size > MAX_TAR_FILE) return undefined;
  const block = Buffer.alloc(TAR_BLOCK);
  block.write(split.name, 0, 'latin1');
  block.write('0000600\0' + '0000000\0' + '0000000\0', 100, 'latin1');
  block.write(`${size.toString(8).padStart(11, '0')}\0${'0'.repeat(11)}\0`, 124, 'latin1');
  block.write('0', 156, 'latin1');
  block.write('ustar\u000000', 257, 'latin1');
  block.write(split.prefix, PREFIX_AT, 'latin1');
  block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

/** The file that a header tells; `end` for a block of zeros, nothing for what is no header of a plain file. */
export function parseTarHeader(block: Buffer): TarEntry | 'end' | undefined {
  if (block.length !== TAR_BLOCK) return undefined;
  if (block.every((byte) => byte === 0)) return 'end';
  if (block.toString('latin1', 257, 263) !== 'ustar\0' || block[156] !== 0x30) return undefined;
  const sum = octal(block, 148, 8);
  const size = octal(block, 124, 12);
  if (sum !== checksum(block) || size === undefined) return undefined;
  const name = text(block, 0, NAME_LENGTH);
  const prefix = text(block, PREFIX_AT, PREFIX_LENGTH);
  return { path: prefix === '' ? name : `${prefix}/${name}`, size };
}

function splitPath(path: string): { readonly prefix: string; readonly name: string } | undefined {
  if (!/^[\u0020-\u007e]+$/u.test(path)) return undefined;
  if (path.length <= NAME_LENGTH) return { prefix: '', name: path };
  const at = path.indexOf('/', path.length - NAME_LENGTH - 1);
  if (at < 1 || at > PREFIX_LENGTH || at === path.length - 1) return undefined;
  return { prefix: path.slice(0, at), name: path.slice(at + 1) };
}

/** The sum of a header's bytes, its own field read as spaces. */
function checksum(block: Buffer): number {
  return block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}

function octal(block: Buffer, at: number, length: number): number | undefined {
  const digits = /^([0-7]+)[\0 ]*$/u.exec(block.toString('latin1', at, at + length))?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 8);
}

function text(block: Buffer, at: number, length: number): string {
  const field = block.toString('latin1', at, at + length);
  const end = field.indexOf('\0');
  return end === -1 ? field : field.slice(0, end);
}
