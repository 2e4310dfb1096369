import { Readable } from 'node:stream';
import type { EgressFault } from '@kami/sandbox';
import { MAX_REQUEST_BYTES } from './egress-bounds.ts';

/** A request's body that comes in parts. */
export interface RequestBody {
  /** What the client reads from. */
  readonly stream: Readable;
  /** Whether the connection takes no more for the moment. */
  readonly congested: boolean;
  /** Resolves when the connection takes more, or at once when the stream is over. */
  room(): Promise<void>;
  /** Counts a part that is to be sent; gives why it is not, where the body would be too large with it. */
  refuse(size: number): EgressFault | undefined;
  /** Gives a part, after waiting for room; resolves to whether there is room for the next. */
  send(chunk: Uint8Array, end: boolean): Promise<boolean>;
}

/** Makes a body that waits for its parts. It holds one part beyond what the connection has taken, and never more. */
export function createRequestBody(): RequestBody {
  let congested = false;
  let given = 0;
  let change = Promise.withResolvers<void>();
  const wake = (): void => {
    congested = false;
    change.resolve();
    change = Promise.withResolvers();
  };
  const stream = new Readable({
    read: wake,
    destroy(error, done) {
      wake();
      done(error);
    },
  });
  stream.on('error', wake);
  const room = async (): Promise<void> => {
    while (congested) await change.promise;
  };
  return {
    stream,
    get congested() {
      return congested;
    },
    room,
    refuse(size) {
      given += size;
      if (given <= MAX_REQUEST_BYTES) return undefined;
      return {
        code: 'HTTP-request-denied',
        message: `the request is over ${MAX_REQUEST_BYTES} bytes`,
        refusal: 'cap',
      };
    },
    async send(chunk, end) {
      await room();
      if (stream.destroyed || stream.readableEnded) return true;
      if (chunk.length > 0) congested = !stream.push(chunk);
      if (end) {
        stream.push(null);
        congested = false;
      }
      return !congested;
    },
  };
}
