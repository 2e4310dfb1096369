import { readSync, writeSync } from 'node:fs';
import {
  FRAME_PREFIX,
  createMessageAssembler,
  decodeFramePrefix,
  type FramePrefix,
  type Message,
} from '@kami/protocol';
import type { Channel } from '@kami/engine/executor';
import { concatBytes } from '@kami/types';

/** Largest body that the host sends: a prepared form of a large component (12 MB of engine and its script) with room. */
const MAX_MESSAGE_BODY: number = 256 * 1024 * 1024;
const FIRST_READ: number = 64 * 1024;
/** Room for the chunks of one message, side by side: more than a StarlingMonkey component. Only what is filled takes memory. */
const CHUNK_ROOM: number = 32 * 1024 * 1024;

const NOTHING: Uint8Array = new Uint8Array(0);

/** Ends the process: the host has gone. Never returns. */
export type Leave = () => never;

/** The executor's end of the pipe to the host: blocking reads and writes on a descriptor. */
export function openPipeChannel(descriptor: number, leave: Leave): Channel {
  const assembler = createMessageAssembler(MAX_MESSAGE_BODY);
  const buffer = new Uint8Array(FIRST_READ);
  let start = 0;
  let end = 0;

  /** Reads into `target` from `from` on; at least one byte. */
  const readInto = (target: Uint8Array, from: number): number => {
    for (;;) {
      try {
        const count = readSync(descriptor, target, from, target.length - from, null);
        if (count === 0) leave();
        return count;
      } catch (error) {
        if (!isAgain(error)) leave();
      }
    }
  };

  /** Fills `bytes` with what comes next: a copy, because frames outlive the buffer. */
  const fill = (bytes: Uint8Array): Uint8Array => {
    const { length } = bytes;
    let filled = Math.min(length, end - start);
    bytes.set(buffer.subarray(start, start + filled));
    start += filled;
    while (filled < length) {
      if (length - filled >= FIRST_READ) {
        filled += readInto(bytes, filled);
        continue;
      }
      start = 0;
      end = readInto(buffer, 0);
      const part = Math.min(length - filled, end);
      bytes.set(buffer.subarray(0, part), filled);
      start = part;
      filled += part;
    }
    return bytes;
  };
  const take = (length: number): Uint8Array =>
    fill(length < FIRST_READ ? new Uint8Array(length) : unclearedBytes(length));

  let room: Uint8Array = NOTHING;
  let used = 0;
  /** A body; that of a message in chunks is put together where it is read, as far as there is room. */
  const takeBody = ({ kind, bodyLength }: FramePrefix): Uint8Array => {
    const isWhole = kind !== 'chunk';
    if (isWhole && used === 0) return take(bodyLength);
    if (used === 0) room = unclearedBytes(CHUNK_ROOM);
    const next = used + bodyLength;
    const body = next <= room.length ? fill(room.subarray(used, next)) : take(bodyLength);
    used = isWhole ? 0 : next;
    if (isWhole) room = NOTHING;
    return body;
  };

  return {
    send(pieces) {
      const [only] = pieces;
      const bytes = pieces.length === 1 && only !== undefined ? only : concatBytes(pieces);
      for (let offset = 0; offset < bytes.length;) {
        try {
          offset += writeSync(descriptor, bytes, offset, bytes.length - offset);
        } catch (error) {
          if (!isAgain(error)) leave();
        }
      }
    },
    receive(): Message {
      for (;;) {
        const prefix = mustHold(decodeFramePrefix(take(FRAME_PREFIX)));
        const message = mustHold(assembler.add(prefix, take(prefix.headerLength), takeBody(prefix)));
        if (message !== undefined) return message;
      }
    },
  };
}

/** Bytes that are all overwritten before anybody sees them: clearing them first would take as long as reading them. */
function unclearedBytes(length: number): Uint8Array {
  return new Uint8Array(Buffer.allocUnsafeSlow(length).buffer);
}

/** The host is trusted: a frame of it that breaks a rule is a defect. */
function mustHold<T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string },
): T {
  if (!result.ok) throw new TypeError(`frame from the host: ${result.error}`);
  return result.value;
}

function isAgain(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EAGAIN' || error.code === 'EINTR');
}
