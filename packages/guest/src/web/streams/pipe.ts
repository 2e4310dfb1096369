import type { ReadableStream } from './readable-stream.ts';
import type { WritableStream } from './writable-stream.ts';

/** How a pipe ends (WHATWG Streams standard, section 4.2.4). */
export interface PipeOptions {
  readonly preventClose?: boolean;
  readonly preventAbort?: boolean;
  readonly preventCancel?: boolean;
  readonly signal?: PipeSignal;
}

/** What gives a pipe up. */
interface PipeSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

const ignore = (): void => {};
const nothing = (): Promise<unknown> => Promise.resolve();

/** Writes all that one stream gives into another (WHATWG Streams standard, "ReadableStreamPipeTo"). */
export function pipe<T>(
  from: ReadableStream<T>,
  to: WritableStream<T>,
  { preventClose, preventAbort, preventCancel, signal }: PipeOptions = {},
): Promise<void> {
  if (from.locked || to.locked) return Promise.reject(new TypeError('One of the streams is in use'));
  const reader = from.getReader();
  const writer = to.getWriter();
  let ending = false;
  let written: Promise<unknown> = Promise.resolve();
  return new Promise((resolve, reject) => {
    const end = (settle: () => void, act: () => Promise<unknown>): void => {
      if (ending) return;
      ending = true;
      const release = (finish: () => void): void => {
        writer.releaseLock();
        reader.releaseLock();
        signal?.removeEventListener('abort', giveUp);
        finish();
      };
      written.then(act, act).then(
        () => release(settle),
        // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- what a stream said goes on as it is
        (reason: unknown) => release(() => reject(reason)),
      );
    };
    const abort = (reason: unknown) => (preventAbort === true ? nothing() : writer.abort(reason));
    const cancel = (reason: unknown) => (preventCancel === true ? nothing() : reader.cancel(reason));
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- what a stream said goes on as it is
    const failWith = (reason: unknown) => (): void => reject(reason);
    const giveUp = (): void =>
      end(failWith(signal?.reason), () => Promise.all([abort(signal?.reason), cancel(signal?.reason)]));
    if (signal?.aborted === true) return giveUp();
    signal?.addEventListener('abort', giveUp);
    writer.closed.then(
      () => {
        const reason = new TypeError('The stream that is written to was closed');
        end(failWith(reason), () => cancel(reason));
      },
      (reason: unknown) => end(failWith(reason), () => cancel(reason)),
    );
    const step = (): void => {
      if (ending) return;
      writer.ready
        .then(() => (ending ? undefined : reader.read()))
        .then((read) => {
          if (read === undefined || ending) return;
          if (read.done) return end(resolve, () => (preventClose === true ? nothing() : writer.close()));
          written = writer.write(read.value);
          written.catch(ignore);
          step();
        })
        .catch((reason: unknown) => end(failWith(reason), () => abort(reason)));
    };
    reader.closed.catch((reason: unknown) => end(failWith(reason), () => abort(reason)));
    step();
  });
}
