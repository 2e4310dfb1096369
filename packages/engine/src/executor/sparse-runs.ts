/** A range of bytes: all zero, or as in the image. */
export interface SparseRun {
  readonly from: number;
  readonly to: number;
  /** A copy of the bytes; absent where all are zero. */
  readonly image?: Uint8Array;
}

/** Bytes that are looked at together; a divisor of WebAssembly's page. */
const BLOCK = 4096;

/** Cuts whole blocks of 4 KiB into runs, zero and other ones in turn, which cover everything. */
export function sparseRuns(bytes: Uint8Array): readonly SparseRun[] {
  const runs: SparseRun[] = [];
  for (let from = 0; from < bytes.length;) {
    const isZero = isZeroBlock(bytes, from);
    let to = from + BLOCK;
    while (to < bytes.length && isZeroBlock(bytes, to) === isZero) to += BLOCK;
    runs.push(isZero ? { from, to } : { from, to, image: bytes.slice(from, to) });
    from = to;
  }
  return runs;
}

function isZeroBlock(bytes: Uint8Array, from: number): boolean {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + from, BLOCK / 4);
  for (let at = 0; at < words.length; at += 1) if (words[at] !== 0) return false;
  return true;
}
