import type { WireHeader } from '@kami/protocol';
import type { EgressFault, EgressPart } from '@kami/sandbox';
import { err, ok, type Result } from '@kami/types';
import { READ_AHEAD_BYTES } from './egress-bounds.ts';

/** What came of a response and was not taken yet. */
export interface ResponseQueue {
  putHead(status: number, headers: readonly WireHeader[]): void;
  /** Puts bytes of the body; gives whether there is room for more. */
  putBytes(bytes: Uint8Array): boolean;
  putEnd(trailers: readonly WireHeader[]): void;
  /** Ends the response; what came before may still be taken, then the fault comes. The first fault stays. */
  fail(fault: EgressFault): void;
  /** Resolves when `take` would answer without waiting. */
  ready(): Promise<void>;
  /** The next part, once there is one. */
  take(max: number): Promise<Result<EgressPart, EgressFault>>;
  /** Whether nothing more can come. */
  readonly over: boolean;
  /** Why it ended, when that was no end. */
  readonly fault: EgressFault | undefined;
}

/** Makes an empty queue; `onRoom` is called when bytes were taken and there is room again. */
export function createResponseQueue(onRoom: () => void): ResponseQueue {
  let head: { readonly status: number; readonly headers: readonly WireHeader[] } | undefined;
  let chunks: Uint8Array[] = [];
  let size = 0;
  let ended: readonly WireHeader[] | undefined;
  let fault: EgressFault | undefined;
  let change = Promise.withResolvers<void>();
  const signal = (): void => {
    change.resolve();
    change = Promise.withResolvers();
  };
  const isReady = (): boolean => head !== undefined || size > 0 || ended !== undefined || fault !== undefined;
  const ready = async (): Promise<void> => {
    while (!isReady()) await change.promise;
  };
  const takeBytes = (max: number): Uint8Array => {
    const [first] = chunks;
    const whole = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks, size);
    const bytes = whole.subarray(0, max);
    const rest = whole.subarray(bytes.length);
    chunks = rest.length > 0 ? [rest] : [];
    size = rest.length;
    if (size < READ_AHEAD_BYTES) onRoom();
    return bytes;
  };
  return {
    get over() {
      return ended !== undefined || fault !== undefined;
    },
    get fault() {
      return fault;
    },
    putHead(status, headers) {
      head = { status, headers };
      signal();
    },
    putBytes(bytes) {
      chunks.push(bytes);
      size += bytes.length;
      signal();
      return size < READ_AHEAD_BYTES;
    },
    putEnd(trailers) {
      ended = trailers;
      signal();
    },
    fail(reason) {
      if (ended === undefined) fault ??= reason;
      signal();
    },
    ready,
    async take(max) {
      await ready();
      if (head !== undefined) {
        const { status, headers } = head;
        head = undefined;
        const bytes = takeBytes(max);
        return ok({
          kind: 'head',
          status,
          headers,
          bytes,
          end: ended !== undefined && size === 0 && ended.length === 0,
        });
      }
      if (size === 0 && ended === undefined && fault !== undefined) return err(fault);
      const bytes = takeBytes(max);
      const end = ended !== undefined && size === 0;
      return ok({
        kind: 'bytes',
        bytes,
        end,
        ...(end && ended !== undefined && ended.length > 0 ? { trailers: ended } : {}),
      });
    },
  };
}
