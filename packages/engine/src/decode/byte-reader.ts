/**
 * Threat: a binary made to exhaust or crash whoever reads it (lengths past the end, vectors of
 * millions, endless nesting). Rule: every read is bounds-checked, counts are charged against one
 * budget for the whole file, nesting has a floor, and the first failure sticks: after it every read
 * gives zero or nothing, so that all loops end.
 */

/** Nested components and type declarations; WIT itself nests three or four deep. */
const MAX_NESTING = 32;
/** Bytes of one name; names of WIT are far shorter. */
const MAX_NAME_BYTES = 8192;

/** Reads WebAssembly's binary encoding from a byte range. Never throws. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #text: TextDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #offset: number;
  #end: number;
  #depth = 0;
  #items: number;
  #failure: string | undefined;

  /** Reads from `offset`; all vectors together may have `maxItems` elements. */
  constructor(bytes: Uint8Array, offset: number, maxItems: number) {
    this.#bytes = bytes;
    this.#offset = offset;
    this.#end = bytes.length;
    this.#items = maxItems;
  }

  /** Why reading failed, or nothing as long as it has not. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /** Position in the file. */
  get offset(): number {
    return this.#offset;
  }

  /** Whether the current range is read to its end, or reading failed. */
  get done(): boolean {
    return this.#failure !== undefined || this.#offset >= this.#end;
  }

  /** Ends all reading with a reason; the first one stays. */
  fail(reason: string): void {
    this.#failure ??= `${reason} (at byte ${this.#offset})`;
  }

  /** The next byte without taking it. */
  peek(): number {
    return this.done ? 0 : (this.#bytes[this.#offset] ?? 0);
  }

  /** Takes one byte. */
  byte(): number {
    if (this.#failure !== undefined) return 0;
    if (this.#offset >= this.#end) {
      this.fail('the file is truncated');
      return 0;
    }
    return this.#bytes[this.#offset++] ?? 0;
  }

  /** Takes an unsigned LEB128 number of at most 32 bits (Core specification, section 5.2.2). */
  u32(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if ((byte & 0x80) === 0) {
        if (value > 0xffff_ffff) this.fail('a number is over 32 bits');
        return this.#failure === undefined ? value : 0;
      }
    }
    this.fail('a number is over 32 bits');
    return 0;
  }

  /** Takes `length` bytes as a view. */
  take(length: number): Uint8Array {
    if (length > this.#end - this.#offset) this.fail('a length reaches past the end: the file is truncated');
    if (this.#failure !== undefined) return this.#bytes.subarray(0, 0);
    return this.#bytes.subarray(this.#offset, (this.#offset += length));
  }

  /** Takes a length-prefixed UTF-8 name. */
  name(): string {
    const length = this.u32();
    if (length > MAX_NAME_BYTES) this.fail(`a name has ${length} bytes`);
    const bytes = this.take(length);
    try {
      return this.#text.decode(bytes);
    } catch {
      this.fail('a name is not UTF-8');
      return '';
    }
  }

  /** Takes a count, then that many elements. */
  vector<T>(read: () => T): T[] {
    const count = this.u32();
    if (count > this.#end - this.#offset) this.fail('a vector is longer than its section');
    this.#items -= count;
    if (this.#items < 0) this.fail('it has too many parts');
    const elements: T[] = [];
    for (let i = 0; i < count && this.#failure === undefined; i++) elements.push(read());
    return elements;
  }

  /** Takes one part that may hold parts of its own kind. */
  nested<T>(read: () => T, otherwise: T): T {
    if (this.#depth >= MAX_NESTING) this.fail(`it is nested over ${MAX_NESTING} deep`);
    if (this.#failure !== undefined) return otherwise;
    this.#depth += 1;
    const part = read();
    this.#depth -= 1;
    return part;
  }

  /** Reads the next `length` bytes as a range of their own, which must be used up. */
  range(length: number, read: () => void): void {
    if (length > this.#end - this.#offset) this.fail('a section reaches past the end: the file is truncated');
    if (this.#failure !== undefined) return;
    const outer = this.#end;
    const end = this.#offset + length;
    this.#end = end;
    read();
    if (this.#offset !== end) this.fail('a section has bytes left over');
    this.#end = outer;
  }
}
