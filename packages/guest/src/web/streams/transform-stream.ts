import { attempt, deferred, type Deferred } from './deferred.ts';
import { DefaultController } from './readable-controller.ts';
import { ReadableStream } from './readable-stream.ts';
import { WritableStream } from './writable-stream.ts';
import type { SinkController } from './stream-sink.ts';
import type { QueuingStrategy, StreamController } from './stream-source.ts';

/** What becomes of each chunk (WHATWG Streams standard, section 6.2.3). */
export interface Transformer<I, O> {
  start?(controller: TransformController<O>): unknown;
  transform?(chunk: I, controller: TransformController<O>): unknown;
  flush?(controller: TransformController<O>): unknown;
  cancel?(reason: unknown): unknown;
}

/** How a transformer gives its chunks. */
export interface TransformController<O> {
  readonly desiredSize: number | null;
  enqueue(chunk: O): void;
  error(reason?: unknown): void;
  /** Closes the readable side, and fails the writable one. */
  terminate(): void;
}

/** A writable stream whose chunks come out of a readable one, changed (WHATWG Streams standard, section 6.2). */
export class TransformStream<I, O> {
  readonly readable: ReadableStream<O>;
  readonly writable: WritableStream<I>;

  constructor(
    transformer: Transformer<I, O> = {},
    writableStrategy: QueuingStrategy<I> = {},
    readableStrategy: QueuingStrategy<O> = {},
  ) {
    let out: StreamController<O> | undefined;
    let sink: SinkController | undefined;
    let full = true;
    let changed: Deferred<undefined> = deferred();
    const setFull = (now: boolean): void => {
      if (full === now) return;
      full = now;
      changed.resolve(undefined);
      changed = deferred();
    };
    const fail = (reason: unknown): void => {
      out?.error(reason);
      sink?.error(reason);
      setFull(false);
    };
    const controller: TransformController<O> = {
      get desiredSize() {
        return out?.desiredSize ?? null;
      },
      enqueue: (chunk) => {
        try {
          out?.enqueue(chunk);
        } catch (error) {
          fail(error);
          throw error;
        }
        if (out instanceof DefaultController && !out.wantsMore) setFull(true);
      },
      error: fail,
      terminate: () => {
        out?.close();
        sink?.error(new TypeError('The stream was ended by its transformer'));
        setFull(false);
      },
    };
    const begin = deferred<unknown>();
    const transform = (chunk: I): Promise<void> =>
      attempt(() => {
        if (transformer.transform !== undefined) return transformer.transform(chunk, controller);
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- without a function a chunk stays what it is
        return controller.enqueue(chunk as unknown as O);
      }).then(
        () => {},
        (reason: unknown) => {
          fail(reason);
          throw reason;
        },
      );
    this.readable = new ReadableStream<O>(
      {
        start: (given) => {
          out = given;
          return begin.promise;
        },
        pull: () => {
          setFull(false);
          return changed.promise;
        },
        cancel: (reason) =>
          attempt(() => transformer.cancel?.(reason)).finally(() => {
            sink?.error(reason);
            setFull(false);
          }),
      },
      { highWaterMark: 0, ...readableStrategy },
    );
    this.writable = new WritableStream<I>(
      {
        start: (given) => {
          sink = given;
          return begin.promise;
        },
        write: (chunk) => (full ? changed.promise.then(() => transform(chunk)) : transform(chunk)),
        close: () =>
          attempt(() => transformer.flush?.(controller)).then(
            () => {
              if (out instanceof DefaultController && out.takes) out.close();
            },
            (reason: unknown) => {
              fail(reason);
              throw reason;
            },
          ),
        abort: (reason) => attempt(() => transformer.cancel?.(reason)).finally(() => out?.error(reason)),
      },
      writableStrategy,
    );
    begin.resolve(transformer.start?.(controller));
  }
}
