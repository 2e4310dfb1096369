import type { Readable } from 'node:stream';

/** The end of what an executor wrote to its standard error; for logs, never for a guest or a client. */
export interface ErrorOutput {
  /** What was kept so far, as text. */
  tail(): string;
}

/** Keeps the last `size` bytes of a stream and reads on, so that the writer never blocks. */
export function keepErrorOutput(stream: Readable, size: number): ErrorOutput {
  let kept: Buffer = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    kept = Buffer.from(Buffer.concat([kept, chunk.subarray(-size)]).subarray(-size));
  });
  stream.on('error', () => {
    // A broken pipe ends the output; the process's own end is reported elsewhere.
  });
  return { tail: () => kept.toString('utf8') };
}
