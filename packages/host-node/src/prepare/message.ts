/**
 * Messages between the host and the prepare process, one each way:
 * `u32le headerLength · u32le bodyLength · JSON header · body`.
 */
import { err, ok, type Result } from '@kami/types';

/** A message: a JSON value and raw bytes. */
export interface Message {
  readonly header: unknown;
  readonly body: Uint8Array;
}

/** Largest header, in bytes: the facts of a component with the largest types that are accepted. */
const MAX_HEADER_BYTES: number = 16 * 1024 * 1024;
/** Largest body, in bytes: twice the largest component, for the prepared form's script. */
export const MAX_BODY_BYTES: number = 128 * 1024 * 1024;

const LENGTHS = 8;

/** A message as the chunks to write. */
export function encodeMessage(header: object, body: Uint8Array): readonly Uint8Array[] {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const lengths = new Uint8Array(LENGTHS);
  new DataView(lengths.buffer).setUint32(0, json.length, true);
  new DataView(lengths.buffer).setUint32(4, body.length, true);
  return [lengths, json, body];
}

/** Gathers the chunks of one message; a length over its bound is refused before anything is kept. */
export class MessageReader {
  readonly #chunks: Uint8Array[] = [];
  #size = 0;

  /** Keeps a chunk. The error says why the message is refused. */
  push(chunk: Uint8Array): Result<void, string> {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    if (this.#size > LENGTHS + MAX_HEADER_BYTES + MAX_BODY_BYTES) return err('the message is too long');
    return ok(undefined);
  }

  /** The message, when all of it is there. */
  finish(): Result<Message, string> {
    const bytes = Buffer.concat(this.#chunks, this.#size);
    if (bytes.length < LENGTHS) return err('the message is truncated');
    const headerLength = bytes.readUInt32LE(0);
    const bodyLength = bytes.readUInt32LE(4);
    if (headerLength > MAX_HEADER_BYTES || bodyLength > MAX_BODY_BYTES) return err('the message is too long');
    if (bytes.length !== LENGTHS + headerLength + bodyLength) return err('the message has another length');
    const header = parseJson(bytes.toString('utf8', LENGTHS, LENGTHS + headerLength));
    if (header === undefined) return err('the header is no JSON');
    return ok({ header, body: bytes.subarray(LENGTHS + headerLength) });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
