/**
 * Threat: a hostile executor writes arbitrary bytes: lengths of gigabytes, half frames, floods.
 * Rule: nothing is allocated before the prefix is decoded and accepted, and then exactly that much.
 */
import { FRAME_PREFIX, decodeFramePrefix, type FramePrefix } from '@kami/protocol';
import { ok, type Result } from '@kami/types';

/** Judges frames as they come in; an error is the rule that was broken and ends the reading. */
export interface FrameSink {
  /** Whether a frame with this prefix may come now; asked before its header and body are read. */
  accept(prefix: FramePrefix): Result<void, string>;
  /** Takes a whole frame. The views are of the reader's memory and stay valid. */
  deliver(prefix: FramePrefix, header: Uint8Array, body: Uint8Array): Result<void, string>;
}

/** Cuts a stream of bytes into frames. */
export interface FrameReader {
  /** Takes the next bytes of the stream. After an error the reader is of no more use. */
  push(chunk: Uint8Array): Result<void, string>;
}

interface Pending {
  readonly prefix: FramePrefix;
  readonly payload: Uint8Array;
  filled: number;
}

/** Makes a reader for one direction of one pipe. */
export function createFrameReader(sink: FrameSink): FrameReader {
  const prefixBytes = new Uint8Array(FRAME_PREFIX);
  let prefixFilled = 0;
  let pending: Pending | undefined;

  const finish = (prefix: FramePrefix, payload: Uint8Array): Result<void, string> =>
    sink.deliver(prefix, payload.subarray(0, prefix.headerLength), payload.subarray(prefix.headerLength));

  const start = (prefix: FramePrefix, rest: Uint8Array): Result<number, string> => {
    const length = prefix.headerLength + prefix.bodyLength;
    if (rest.length >= length) {
      const done = finish(prefix, rest.subarray(0, length));
      return done.ok ? ok(length) : done;
    }
    pending = { prefix, payload: new Uint8Array(length), filled: rest.length };
    pending.payload.set(rest);
    return ok(rest.length);
  };

  const takePrefix = (rest: Uint8Array): Result<number, string> => {
    const taken = Math.min(FRAME_PREFIX - prefixFilled, rest.length);
    prefixBytes.set(rest.subarray(0, taken), prefixFilled);
    prefixFilled += taken;
    if (prefixFilled < FRAME_PREFIX) return ok(taken);
    prefixFilled = 0;
    const prefix = decodeFramePrefix(prefixBytes);
    if (!prefix.ok) return prefix;
    const accepted = sink.accept(prefix.value);
    if (!accepted.ok) return accepted;
    const started = start(prefix.value, rest.subarray(taken));
    return started.ok ? ok(taken + started.value) : started;
  };

  const fill = (frame: Pending, rest: Uint8Array): Result<number, string> => {
    const taken = Math.min(frame.payload.length - frame.filled, rest.length);
    frame.payload.set(rest.subarray(0, taken), frame.filled);
    frame.filled += taken;
    if (frame.filled < frame.payload.length) return ok(taken);
    pending = undefined;
    const done = finish(frame.prefix, frame.payload);
    return done.ok ? ok(taken) : done;
  };

  return {
    push(chunk) {
      for (let offset = 0; offset < chunk.length;) {
        const rest = chunk.subarray(offset);
        const taken = pending === undefined ? takePrefix(rest) : fill(pending, rest);
        if (!taken.ok) return taken;
        offset += taken.value;
      }
      return ok(undefined);
    },
  };
}
