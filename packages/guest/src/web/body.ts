import { utf8fromStringLoose } from '@exodus/bytes/utf8.js';

/** What a request's body can be. Text is sent as UTF-8; what can be iterated is sent part by part, as the parts come. */
export type BodyInit = string | ArrayBuffer | ArrayBufferView | FormText | AsyncIterable<string | Uint8Array>;

/** Search parameters: text that says what it is. */
interface FormText {
  readonly size: number;
  toString(): string;
}

/** A body as it is sent, and the type of its content where that is known. */
export interface SentBody {
  readonly content: Uint8Array | AsyncIterable<Uint8Array>;
  readonly type?: string;
}

/** Makes a body what is sent. */
export function toSentBody(body: BodyInit): SentBody {
  if (typeof body === 'string')
    return { content: utf8fromStringLoose(body), type: 'text/plain;charset=UTF-8' };
  if (body instanceof ArrayBuffer) return { content: new Uint8Array(body) };
  if (ArrayBuffer.isView(body))
    return { content: new Uint8Array(body.buffer, body.byteOffset, body.byteLength) };
  if (Symbol.asyncIterator in body) return { content: partsOf(body) };
  return {
    content: utf8fromStringLoose(String(body)),
    type: 'application/x-www-form-urlencoded;charset=UTF-8',
  };
}

async function* partsOf(body: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  for await (const part of body) yield typeof part === 'string' ? utf8fromStringLoose(part) : part;
}
