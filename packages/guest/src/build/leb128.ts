/** A number that was read, and where the next byte stands. */
export interface ReadNumber {
  readonly value: number;
  readonly end: number;
}

/** Reads an unsigned LEB128 number of at most 32 bits (WebAssembly, "Integers"). */
export function readUnsigned(bytes: Uint8Array, start: number): ReadNumber {
  let value = 0;
  for (let at = start, factor = 1; ; at += 1, factor *= 128) {
    const byte = bytes[at] ?? 0;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return { value, end: at + 1 };
  }
}

/** Writes an unsigned LEB128 number of at most 32 bits. */
export function writeUnsigned(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Buffer.of(...bytes, rest);
}

/** Reads a signed LEB128 number of 32 bits. */
export function readSigned(bytes: Uint8Array, start: number): ReadNumber {
  let value = 0;
  for (let at = start, shift = 0; ; at += 1) {
    const byte = bytes[at] ?? 0;
    value |= (byte & 0x7f) << shift;
    shift += 7;
    if (byte < 0x80) {
      const isNegative = shift < 32 && (byte & 0x40) !== 0;
      return { value: isNegative ? value | (-1 << shift) : value, end: at + 1 };
    }
  }
}

/** Writes a signed LEB128 number of 32 bits. */
export function writeSigned(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7) {
    const byte = rest & 0x7f;
    const next = rest >> 7;
    if ((next === 0 && byte < 0x40) || (next === -1 && byte >= 0x40)) return Buffer.of(...bytes, byte);
    bytes.push(byte | 0x80);
  }
}
