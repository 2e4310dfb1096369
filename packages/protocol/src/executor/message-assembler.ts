import { concatBytes, err, ok, type Json, type Result } from '@kami/types';
import { boundedJson } from '../parse/bounded-json.ts';
import { MAX_FRAME_HEADER, type FrameKind } from './frame.ts';
import type { FramePrefix } from './decode-frame.ts';

/** A whole message: a frame with the bodies of the chunks before it. */
export interface Message {
  readonly kind: Exclude<FrameKind, 'chunk'>;
  readonly id: number;
  /** The parsed JSON header, bounded but of no known shape; `undefined` where there was none. */
  readonly header: Json | undefined;
  readonly body: Uint8Array;
}

/** Puts chunk frames and their frame together. One per direction of a pipe. */
export interface MessageAssembler {
  /** Takes one frame; gives a message when it is whole, `undefined` while chunks are coming. */
  add(prefix: FramePrefix, header: Uint8Array, body: Uint8Array): Result<Message | undefined, string>;
}

/** Containers inside each other in a frame's header. */
export const MAX_HEADER_DEPTH = 16;
const HEADER_BOUNDS = { maxBytes: MAX_FRAME_HEADER, maxDepth: MAX_HEADER_DEPTH, rejectDuplicateKeys: true };

/** Makes an assembler that refuses messages whose body is over `maxBody` bytes. */
export function createMessageAssembler(maxBody: number): MessageAssembler {
  let parts: Uint8Array[] = [];
  let size = 0;
  let partsId = 0;
  return {
    add(prefix, header, body) {
      if (size + body.length > maxBody) return err(`message body over ${maxBody} bytes`);
      if (parts.length > 0 && prefix.id !== partsId) return err('chunks of two messages are mixed');
      if (prefix.kind === 'chunk') {
        parts.push(body);
        size += body.length;
        partsId = prefix.id;
        return ok(undefined);
      }
      const whole = parts.length === 0 ? body : joined([...parts, body]);
      parts = [];
      size = 0;
      const parsed = header.length === 0 ? ok(undefined) : boundedJson(header, HEADER_BOUNDS);
      return parsed.ok
        ? ok({ kind: prefix.kind, id: prefix.id, header: parsed.value, body: whole })
        : err(`frame header: ${parsed.error.message}`);
    },
  };
}

/** The parts as one, without a copy where they lie side by side already. */
function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  if (first === undefined) return new Uint8Array(0);
  let end = first.byteOffset;
  for (const part of parts) {
    if (part.buffer !== first.buffer || part.byteOffset !== end) return concatBytes(parts);
    end += part.length;
  }
  return new Uint8Array(first.buffer, first.byteOffset, end - first.byteOffset);
}
