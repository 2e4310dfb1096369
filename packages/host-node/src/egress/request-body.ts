import { Readable } from 'node:stream';
import type { EgressFault } from '@kami/sandbox';
import { err, ok, type Result } from '@kami/types';
import { MAX_REQUEST_BYTES } from './egress-bounds.ts';

/** A request's body that comes in parts. */
export interface RequestBody {
  /** What the client reads from. */
  readonly stream: Readable;
  /** Gives a part; resolves when the connection takes more, or at once when the stream is over or the part too much. */
  send(chunk: Uint8Array, end: boolean): Promise<Result<void, EgressFault>>;
}

const TOO_LARGE: EgressFault = {
  code: 'HTTP-request-denied',
  message: `the request is over ${MAX_REQUEST_BYTES} bytes`,
  refusal: 'cap',
};

/** Makes a body that waits for its parts. */
export function createRequestBody(): RequestBody {
  let wanted: (() => void) | undefined;
  let given = 0;
  const wake = (): void => {
    wanted?.();
    wanted = undefined;
  };
  const stream = new Readable({
    read: wake,
    destroy(error, done) {
      wake();
      done(error);
    },
  });
  stream.on('error', wake);
  return {
    stream,
    async send(chunk, end) {
      if (stream.destroyed || stream.readableEnded) return ok(undefined);
      given += chunk.length;
      if (given > MAX_REQUEST_BYTES) return err(TOO_LARGE);
      const takesMore = chunk.length === 0 || stream.push(chunk);
      if (end) stream.push(null);
      else if (!takesMore) await new Promise<void>((resolve) => (wanted = resolve));
      return ok(undefined);
    },
  };
}
