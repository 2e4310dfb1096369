import { utf8fromStringLoose, utf8toStringLoose } from '@exodus/bytes/utf8.js';
import { wallClockMs } from '../../host/clock.ts';
import { joinBytes } from '../../host/join-bytes.ts';
import { hostIsThere } from '../../runtime/phase.ts';
import { ReadableStream } from '../streams/readable-stream.ts';
import type { SentBody } from './body-init.ts';

/** What a blob is made of. */
export type BlobPart = string | ArrayBuffer | ArrayBufferView | Blob;

/** How a blob is made. */
export interface BlobOptions {
  readonly type?: string;
}

/** Bytes that do not change, with a type (W3C File API, section 3). They stand in the memory of the component. */
export class Blob {
  readonly type: string;
  readonly #bytes: Uint8Array;

  constructor(parts: Iterable<BlobPart> = [], options: BlobOptions = {}) {
    if (typeof parts !== 'object' || parts === null || !(Symbol.iterator in parts))
      throw new TypeError('A blob is made of a list of parts');
    this.#bytes = joinBytes(Array.from(parts, bytesOf)).slice();
    this.type = typeOf(options.type);
  }

  get size(): number {
    return this.#bytes.length;
  }

  bytes(): Promise<Uint8Array> {
    return Promise.resolve(this.#bytes.slice());
  }

  arrayBuffer(): Promise<ArrayBuffer> {
    return Promise.resolve(this.#bytes.slice().buffer as ArrayBuffer);
  }

  text(): Promise<string> {
    return Promise.resolve(utf8toStringLoose(this.#bytes));
  }

  stream(): ReadableStream<Uint8Array> {
    return new ReadableStream<Uint8Array>({
      start: (controller) => {
        if (this.#bytes.length > 0) controller.enqueue(this.#bytes.slice());
        controller.close();
      },
    });
  }

  /** A part of it; negative positions count from the end. */
  slice(start = 0, end: number = this.size, type = ''): Blob {
    return new Blob([this.#bytes.slice(start, end)], { type });
  }

  '~body'(): SentBody {
    return { content: this.#bytes, ...(this.type !== '' && { type: this.type }) };
  }

  get [Symbol.toStringTag](): string {
    return 'Blob';
  }

  /** The bytes of a part. */
  static partBytes(part: Blob): Uint8Array {
    return part.#bytes;
  }
}

/** A blob with a name (W3C File API, section 4). */
export class File extends Blob {
  readonly name: string;
  readonly lastModified: number;

  constructor(
    parts: Iterable<BlobPart>,
    name: string,
    options: BlobOptions & { readonly lastModified?: number } = {},
  ) {
    if (arguments.length < 2) throw new TypeError('A file needs parts and a name');
    super(parts, options);
    this.name = String(name);
    this.lastModified = options.lastModified ?? (hostIsThere() ? wallClockMs() : 0);
  }

  override get [Symbol.toStringTag](): string {
    return 'File';
  }
}

function bytesOf(part: BlobPart): Uint8Array {
  if (part instanceof Blob) return Blob.partBytes(part);
  if (part instanceof ArrayBuffer) return new Uint8Array(part);
  if (ArrayBuffer.isView(part)) return new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
  return utf8fromStringLoose(String(part));
}

/** Printable ASCII in small letters; anything else is no type. */
function typeOf(type = ''): string {
  return /^[\x20-\x7e]*$/.test(type) ? type.toLowerCase() : '';
}
