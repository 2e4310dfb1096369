import type { WriteOutcome, WriteRequest } from '../write/write-request.ts';

/** The one place of the process that writes to a database. */
export interface Writer {
  /** Runs a request, in the order of the calls. Never rejects. */
  request(request: WriteRequest): Promise<WriteOutcome>;
  /** Closes the database and ends what runs for it. */
  close(): Promise<void>;
}

/**
 * Where writes run. `thread`: in a thread of its own, so that a waiting lock or a slow disk never holds up the main
 * thread; for a process that serves. `inline`: in the calling thread, when it has nothing else to do; for a command that
 * makes one call and ends. Measured: starting the thread costs 45 ms and 50 ms of processor time, writing inline 3 ms.
 */
export type WriterChoice =
  | {
      readonly kind: 'thread';
      /** The program of the thread: `writer/main.ts`, or what it is bundled to. */ readonly entry:
        | URL
        | string;
    }
  | { readonly kind: 'inline' };

/** A writer that is loaded at its first request. */
export function createLazyWriter(load: () => Promise<Writer>): Writer {
  let loading: Promise<Writer> | undefined;
  return {
    async request(request) {
      loading ??= load();
      return (await loading).request(request);
    },
    async close() {
      await (await loading)?.close();
    },
  };
}
