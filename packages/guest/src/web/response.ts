import { utf8toStringLoose } from '@exodus/bytes/utf8.js';
import type { Headers } from './headers.ts';

/** Where the bytes of a body come from. */
export interface BodySource {
  /** The next bytes, nothing at the end. Blocks. */
  next(): Uint8Array | undefined;
  /** Ends the exchange. */
  close(): void;
}

/** The answer to a request. The body is read when asked for, once. */
export class Response {
  readonly status: number;
  readonly headers: Headers;
  /** The address that answered, after redirects. */
  readonly url: string;
  readonly redirected: boolean;
  readonly #body: BodySource;
  #used = false;

  constructor(
    head: {
      readonly status: number;
      readonly headers: Headers;
      readonly url: string;
      readonly redirected: boolean;
    },
    body: BodySource,
  ) {
    this.status = head.status;
    this.headers = head.headers;
    this.url = head.url;
    this.redirected = head.redirected;
    this.#body = body;
  }

  /** Whether the status is 200 to 299. */
  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  get bodyUsed(): boolean {
    return this.#used;
  }

  /** The bytes of the body, part by part. Leaving the loop ends the exchange. */
  *chunks(): Generator<Uint8Array, void, void> {
    if (this.#used) throw new TypeError('The body was read already');
    this.#used = true;
    try {
      for (let part = this.#body.next(); part !== undefined; part = this.#body.next()) yield part;
    } finally {
      this.#body.close();
    }
  }

  async bytes(): Promise<Uint8Array> {
    return this.readUpTo(Number.POSITIVE_INFINITY).bytes;
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
    const whole = new Uint8Array(size);
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return { bytes: whole.subarray(0, Math.min(size, maxBytes)), truncated: size > maxBytes };
  }
}
