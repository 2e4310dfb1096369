import { utf8toStringLoose } from '@exodus/bytes/utf8.js';
import { joinBytes } from '../host/join-bytes.ts';
import { Headers } from './headers.ts';
import { ReadableStream } from './readable-stream.ts';
import type { HeadersInit } from './headers.ts';

/** Where the bytes of a body come from. It ends by itself at the end, and where it fails. */
export interface BodySource {
  /** Waits for the next bytes; nothing at the end. */
  read(): Promise<Uint8Array | undefined>;
  /** Waits for all that is left. */
  readAll(): Promise<Uint8Array>;
  /** As `read`, blocking the whole component. */
  readNow(): Uint8Array | undefined;
  /** The fields after the body, once it was read. */
  readonly trailers: HeadersInit;
  /** Ends it where it stands. */
  close(): void;
}

/** The answer to a request. The body is read when asked for, once. */
export class Response {
  readonly status: number;
  /** The address that answered, after redirects. */
  readonly url: string;
  readonly redirected: boolean;
  readonly #fields: HeadersInit;
  readonly #source: BodySource;
  #headers: Headers | undefined;
  #stream: ReadableStream<Uint8Array> | undefined;
  #used = false;

  constructor(
    head: { readonly status: number; readonly headers: HeadersInit },
    source: BodySource,
    url: string,
    redirected: boolean,
  ) {
    this.status = head.status;
    this.url = url;
    this.redirected = redirected;
    this.#fields = head.headers;
    this.#source = source;
  }

  get headers(): Headers {
    return (this.#headers ??= new Headers(this.#fields));
  }

  /** Whether the status is 200 to 299. */
  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  /** Whether the body was read, or began to be. */
  get bodyUsed(): boolean {
    return this.#used;
  }

  /** The bytes of the body as they come. Cancelling it, or leaving a loop over it, ends the exchange. */
  get body(): ReadableStream<Uint8Array> {
    return (this.#stream ??= new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        this.#used = true;
        const part = await this.#source.read();
        if (part === undefined) controller.close();
        else controller.enqueue(part);
      },
      cancel: () => {
        this.#used = true;
        this.#source.close();
      },
    }));
  }

  /** The fields after the body (RFC 9110, section 6.5), once it was read to its end; none before. */
  get trailers(): Headers {
    return new Headers(this.#source.trailers);
  }

  /** The bytes of the body, part by part, blocking the whole component. Leaving the loop ends the exchange. */
  *chunks(): Generator<Uint8Array, void, void> {
    this.#claim();
    try {
      for (let part = this.#source.readNow(); part !== undefined; part = this.#source.readNow()) yield part;
    } finally {
      this.#source.close();
    }
  }

  // These are no `async` functions: each promise costs an interpreted engine as much as reading a small body.

  /** The body. */
  bytes(): Promise<Uint8Array> {
    try {
      this.#claim();
      return this.#source.readAll();
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
    return this.bytes().then((bytes) => utf8toStringLoose(bytes));
  }

  /** The body, read as JSON. */
  json(): Promise<unknown> {
    return this.text().then((text): unknown => JSON.parse(text));
  }

  /** The first bytes of the body, and whether there was more. The rest is not fetched. */
  readUpTo(maxBytes: number): { readonly bytes: Uint8Array; readonly truncated: boolean } {
    const parts: Uint8Array[] = [];
    let size = 0;
    for (const part of this.chunks()) {
      parts.push(part);
      size += part.length;
      if (size > maxBytes) break;
    }
    return { bytes: joinBytes(parts).subarray(0, maxBytes), truncated: size > maxBytes };
  }

  /** Marks the body as used. Throws `TypeError` when it was, or is being read as a stream. */
  #claim(): void {
    if (this.#used || this.#stream?.locked === true) throw new TypeError('The body was read already');
    this.#used = true;
  }
}
