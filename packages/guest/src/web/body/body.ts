import { utf8toStringLoose } from '@exodus/bytes/utf8.js';
import { ReadableStream } from '../streams/readable-stream.ts';
import type { Headers } from '../headers.ts';
import type { Blob } from './blob.ts';
import type { FormData } from './form-data.ts';
import type { SentBody } from './body-init.ts';
import { contentSource, type BodySource } from './body-source.ts';

/** What is added to bodies by its mention. */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- they are there wherever code mentions them
export interface Body {
  readonly headers: Headers;
  /** The bytes with the content type. */
  blob(): Promise<Blob>;
  /** A form, `multipart/form-data` or of parameters; another content type is a `TypeError`. */
  formData(): Promise<FormData>;
}

/**
 * A body that is read when asked for, once (WHATWG Fetch standard, section 5.3). `blob` and `formData` are added where
 * code mentions them.
 */
export class Body {
  #content: SentBody['content'] | undefined;
  #source: BodySource | undefined;
  #stream: ReadableStream<Uint8Array> | undefined;
  #used = false;

  constructor(content: SentBody['content'] | undefined, source?: BodySource) {
    this.#content = content;
    this.#source = source;
    if (content instanceof ReadableStream) {
      if (content.locked || content['~disturbed']) throw new TypeError('The stream was read already');
      this.#stream = content;
    }
  }

  /** The bytes as they come, or `null` where there is no body. Cancelling it, or leaving a loop over it, ends where they come from. */
  get body(): ReadableStream<Uint8Array> | null {
    const source = this.source();
    if (source === undefined) return null;
    return (this.#stream ??= new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          const part = await source.read();
          if (part === undefined) controller.close();
          else controller.enqueue(part);
        },
        cancel: (reason) => source.close(reason),
      },
      { highWaterMark: 0 },
    ));
  }

  get bodyUsed(): boolean {
    return this.#used || this.#stream?.['~disturbed'] === true;
  }

  // These are no `async` functions: each promise costs an interpreted engine as much as reading a small body.

  bytes(): Promise<Uint8Array> {
    try {
      const source = this.claim();
      return source === undefined ? Promise.resolve(new Uint8Array(0)) : source.readAll();
    } catch (error) {
      // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- what was thrown goes on as it is
      return Promise.reject(error);
    }
  }

  arrayBuffer(): Promise<ArrayBuffer> {
    return this.bytes().then((bytes) => bytes.slice().buffer as ArrayBuffer);
  }

  /** The body as UTF-8 text; what is not UTF-8 becomes U+FFFD. */
  text(): Promise<string> {
    return this.bytes().then((bytes) => utf8toStringLoose(withoutMark(bytes)));
  }

  json(): Promise<unknown> {
    return this.text().then((text): unknown => JSON.parse(text));
  }

  /** What is sent where this is a request's body. */
  '~body'(): SentBody {
    const content = this.#content ?? this.body ?? new Uint8Array(0);
    this.claim();
    return { content };
  }

  /** The source, marked as used. Throws `TypeError` when it was used, or is being read as a stream. */
  protected claim(): BodySource | undefined {
    const source = this.source();
    if (source === undefined) return undefined;
    if (this.bodyUsed || this.#stream?.locked === true) throw new TypeError('The body was read already');
    this.#used = true;
    return source;
  }

  /** What a copy reads; afterwards this reads the other half. Throws `TypeError` when the body was used. */
  protected share(): SentBody['content'] | undefined {
    if (this.bodyUsed || this.#stream?.locked === true) throw new TypeError('The body was read already');
    if (this.#content instanceof Uint8Array) return this.#content;
    const { body } = this;
    if (body === null) return undefined;
    const [mine, copy] = body.tee();
    this.#content = mine;
    this.#stream = mine;
    this.#source = contentSource(mine);
    return copy;
  }

  protected source(): BodySource | undefined {
    if (this.#source === undefined && this.#content !== undefined)
      this.#source = contentSource(this.#content);
    return this.#source;
  }
}

/** The standard's "UTF-8 decode" leaves a byte order mark out. */
function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}
