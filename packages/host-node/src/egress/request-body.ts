import { Readable } from 'node:stream';

/** A request's body that comes in parts. */
export interface RequestBody {
  /** What the client reads from. */
  readonly stream: Readable;
  /** Gives a part; resolves when the connection takes more, or at once when the stream is over. */
  send(chunk: Uint8Array, end: boolean): Promise<void>;
}

/** Makes a body that waits for its parts. */
export function createRequestBody(): RequestBody {
  let wanted: (() => void) | undefined;
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
      if (stream.destroyed || stream.readableEnded) return;
      const takesMore = chunk.length === 0 || stream.push(chunk);
      if (end) stream.push(null);
      else if (!takesMore) await new Promise<void>((resolve) => (wanted = resolve));
    },
  };
}
