import { pipe, type PipeOptions } from './streams/pipe.ts';
import { ReadableStream } from './streams/readable-stream.ts';
import type { WritableStream } from './streams/writable-stream.ts';

/** Adds `pipeTo` and `pipeThrough` to streams; only code that mentions one of them brings this module along. */
Object.defineProperties(ReadableStream.prototype, {
  pipeTo: {
    configurable: true,
    writable: true,
    value(this: ReadableStream<unknown>, to: WritableStream<unknown>, options?: PipeOptions) {
      return pipe(this, to, options);
    },
  },
  pipeThrough: {
    configurable: true,
    writable: true,
    value(
      this: ReadableStream<unknown>,
      through: { readonly writable: WritableStream<unknown>; readonly readable: ReadableStream<unknown> },
      options?: PipeOptions,
    ) {
      if (this.locked || through.writable.locked) throw new TypeError('One of the streams is in use');
      pipe(this, through.writable, options).catch(() => {});
      return through.readable;
    },
  },
});
