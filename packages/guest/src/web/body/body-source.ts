import { joinBytes } from '../../host/join-bytes.ts';
import type { HeadersInit } from '../headers.ts';

/** Where the bytes of a body come from. It ends by itself at the end, and where it fails. */
export interface BodySource {
  /** Waits for the next bytes; nothing at the end. */
  read(): Promise<Uint8Array | undefined>;
  /** Waits for all that is left. */
  readAll(): Promise<Uint8Array>;
  /** As `read`, blocking the whole component. */
  readNow(): Uint8Array | undefined;
  /** The fields after the body, once it was read. */
  readonly trailers: HeadersInit;
  /** Ends it where it stands. */
  close(reason?: unknown): void;
}

/** The bytes of a body that was made here. */
export function contentSource(content: Uint8Array | AsyncIterable<Uint8Array>): BodySource {
  return content instanceof Uint8Array ? bytesSource(content) : partsSource(content);
}

function bytesSource(bytes: Uint8Array): BodySource {
  let left: Uint8Array | undefined = bytes.length === 0 ? undefined : bytes;
  const readNow = (): Uint8Array | undefined => {
    const part = left;
    left = undefined;
    return part;
  };
  return {
    read: () => Promise.resolve(readNow()),
    readAll: () => Promise.resolve((readNow() ?? new Uint8Array(0)).slice()),
    readNow,
    trailers: [],
    close: () => {
      left = undefined;
    },
  };
}

function partsSource(parts: AsyncIterable<Uint8Array>): BodySource {
  let begun: AsyncIterator<Uint8Array> | undefined;
  const read = async (): Promise<Uint8Array | undefined> => {
    begun ??= parts[Symbol.asyncIterator]();
    const next = await begun.next();
    if (next.done === true) return undefined;
    if (!(next.value instanceof Uint8Array)) throw new TypeError('A body is made of bytes: give Uint8Array');
    return next.value;
  };
  return {
    read,
    readAll: async () => {
      const all: Uint8Array[] = [];
      for (let part = await read(); part !== undefined; part = await read()) all.push(part);
      return joinBytes(all).slice();
    },
    readNow: () => {
      throw new TypeError(
        'This body comes in parts, which have to be waited for: use body, bytes() or text()',
      );
    },
    trailers: [],
    close: (reason) => {
      begun ??= parts[Symbol.asyncIterator]();
      begun.return?.(reason)?.catch(() => {});
    },
  };
}
