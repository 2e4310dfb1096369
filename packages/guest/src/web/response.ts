import { utf8toStringLoose } from '@exodus/bytes/utf8.js';
import { Headers } from './headers.ts';
import { ReadableStream } from './readable-stream.ts';
import type { HeadersInit } from './headers.ts';

/** Where the bytes of a body come from. */
export interface BodySource {
  /** Waits for the next bytes; nothing at the end. */
  read(): Promise<Uint8Array | undefined>;
  /** The same, blocking the whole component. */
  readNow(): Uint8Array | undefined;
  /** The fields after the body, once it was read. */
  trailers(): HeadersInit;
  /** Ends the exchange. */
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
  #trailers: Headers | undefined;
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

  get bodyUsed(): boolean {
    return this.#used;
  }

  /** The bytes of the body as they come. Cancelling it, or leaving a loop over it, ends the exchange. */
  get body(): ReadableStream<Uint8Array> {
    return (this.#stream ??= new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        this.#used = true;
        const part = await this.#next();
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
    return this.#trailers ?? new Headers();
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

  async bytes(): Promise<Uint8Array> {
    this.#claim();
    const parts: Uint8Array[] = [];
    for (let part = await this.#next(); part !== undefined; part = await this.#next()) parts.push(part);
    return joined(parts);
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.bytes()).slice().buffer as ArrayBuffer;
  }

  /** The body as UTF-8 text; what is not UTF-8 becomes U+FFFD. */
  async text(): Promise<string> {
    return utf8toStringLoose(await this.bytes());
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
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
    return { bytes: joined(parts).subarray(0, maxBytes), truncated: size > maxBytes };
  }

  /** Marks the body as used. Throws `TypeError` when it was, or is being read as a stream. */
  #claim(): void {
    if (this.#used || this.#stream?.locked === true) throw new TypeError('The body was read already');
    this.#used = true;
  }

  /** The next bytes; ends the exchange at the end and at a failure. */
  async #next(): Promise<Uint8Array | undefined> {
    let part: Uint8Array | undefined;
    try {
      part = await this.#source.read();
      if (part === undefined) this.#trailers = new Headers(this.#source.trailers());
      return part;
    } finally {
      if (part === undefined) this.#source.close();
    }
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
