/** `CountQueuingStrategy` (WHATWG Streams standard, section 7.3): every chunk counts one. */
export class CountQueuingStrategy {
  readonly highWaterMark: number;
  readonly size = (): number => 1;

  constructor({ highWaterMark }: { readonly highWaterMark: number }) {
    this.highWaterMark = highWaterMark;
  }
}

/** `ByteLengthQueuingStrategy` (WHATWG Streams standard, section 7.2): a chunk counts its bytes. */
export class ByteLengthQueuingStrategy {
  readonly highWaterMark: number;
  readonly size = (chunk: { readonly byteLength: number }): number => chunk.byteLength;

  constructor({ highWaterMark }: { readonly highWaterMark: number }) {
    this.highWaterMark = highWaterMark;
  }
}
