import { utf8fromStringLoose } from '@exodus/bytes/utf8.js';
import { ReadableStream } from '../streams/readable-stream.ts';

/** What a request's body can be. Text is sent as UTF-8; what can be iterated is sent part by part, as the parts come. */
export type BodyInit =
  | string
  | ArrayBuffer
  | ArrayBufferView
  | FormText
  | OwnBody
  | AsyncIterable<string | Uint8Array>;

/** What is a body by itself, as the classes here are: a tool without one has not its code. */
interface OwnBody {
  '~body'(): SentBody;
}

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

/** Makes a body what is sent. Throws `TypeError` for a stream that is being read or was. */
export function toSentBody(body: BodyInit): SentBody {
  if (typeof body === 'string')
    return { content: utf8fromStringLoose(body), type: 'text/plain;charset=UTF-8' };
  if (body instanceof ArrayBuffer) return { content: new Uint8Array(body) };
  if (ArrayBuffer.isView(body))
    return { content: new Uint8Array(body.buffer, body.byteOffset, body.byteLength) };
  if (typeof body !== 'object') return toSentBody(String(body));
  if ('~body' in body) return body['~body']();
  if (Symbol.asyncIterator in body) return { content: partsOf(body) };
  if (isFormText(body))
    return {
      content: utf8fromStringLoose(String(body)),
      type: 'application/x-www-form-urlencoded;charset=UTF-8',
    };
  return toSentBody(String(body));
}

const isFormText = (body: object): body is FormText => 'getAll' in body && 'sort' in body;

async function* partsOf(body: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  for await (const part of body) yield typeof part === 'string' ? utf8fromStringLoose(part) : part;
}

/** As {@link toSentBody} for a copy that stays: bytes are copied, and a stream stays the stream that it is. */
export function toKeptBody(body: BodyInit): SentBody {
  if (body instanceof ReadableStream) return { content: body };
  const { content, ...rest } = toSentBody(body);
  return { content: content instanceof Uint8Array ? content.slice() : content, ...rest };
}
