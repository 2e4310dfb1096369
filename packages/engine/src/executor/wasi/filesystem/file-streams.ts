import { MAX_READ_BYTES, type FsErrorCode } from '@kami/protocol';
import { MAX_STREAM_WRITE } from '../../budgets.ts';
import type { ByteSink, ByteSource } from '../byte-stream.ts';
import type { IoFailure } from '../io-error.ts';
import { ALWAYS_READY } from '../poll-source.ts';
import type { OpenedNode } from './opened-node.ts';

const FIRST_READ: number = 16 * 1024;

/** Reads a file from an offset on; each crossing fetches more than the one before, up to a bound. */
export function fileSource(node: OpenedNode, offset: bigint): ByteSource {
  let at = offset;
  let ahead: Uint8Array = new Uint8Array(0);
  let fetch = FIRST_READ;
  return {
    pollSource: ALWAYS_READY,
    read(max) {
      if (ahead.length === 0) {
        const bytes = node.read(at, Math.max(max, fetch));
        if (!bytes.ok) return failure(bytes.error);
        if (bytes.value.length === 0) return 'closed';
        ahead = bytes.value;
        fetch = Math.min(fetch * 4, MAX_READ_BYTES);
      }
      const taken = ahead.subarray(0, max);
      ahead = ahead.subarray(max);
      at += BigInt(taken.length);
      return taken;
    },
    close: () => {},
  };
}

/** Writes a file from an offset on, or at its end. */
export function fileSink(node: OpenedNode, offset: bigint | 'end'): ByteSink {
  let at = offset;
  return {
    pollSource: ALWAYS_READY,
    room: () => MAX_STREAM_WRITE,
    write(bytes) {
      for (let rest = bytes; rest.length > 0;) {
        const count = node.write(at, rest);
        if (!count.ok) return failure(count.error);
        if (count.value <= 0) return failure('io');
        if (at !== 'end') at += BigInt(count.value);
        rest = rest.subarray(count.value);
      }
      return undefined;
    },
    close: () => {},
  };
}

function failure(code: FsErrorCode): IoFailure {
  return { message: code, fs: code };
}
