import { err, ok, type Result } from '@kami/types';
import type { FrameKind } from './frame.ts';
import type { FramePrefix } from './decode-frame.ts';

/** A whole message: a frame with the bodies of the chunks before it. */
export interface Message {
  readonly kind: Exclude<FrameKind, 'chunk'>;
  readonly id: number;
  /** The parsed JSON header; `undefined` where there was none. */
  readonly header: unknown;
  readonly body: Uint8Array;
}

/** Puts chunk frames and their frame together. One per direction of a pipe. */
export interface MessageAssembler {
  /** Takes one frame; gives a message when it is whole, `undefined` while chunks are coming. */
  add(prefix: FramePrefix, header: Uint8Array, body: Uint8Array): Result<Message | undefined, string>;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

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
      const whole = parts.length === 0 ? body : concatenate([...parts, body], size + body.length);
      parts = [];
      size = 0;
      try {
        const parsed: unknown = header.length === 0 ? undefined : JSON.parse(utf8.decode(header));
        return ok({ kind: prefix.kind, id: prefix.id, header: parsed, body: whole });
      } catch {
        return err('frame header is not JSON');
      }
    },
  };
}

function concatenate(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
