import { TextDecoder, TextEncoder } from '@exodus/bytes/encoding-lite.js';
import { TransformStream } from './transform-stream.ts';
import type { ReadableStream } from './readable-stream.ts';
import type { WritableStream } from './writable-stream.ts';

/** `TextDecoderStream` (WHATWG Encoding standard, section 7.5). */
export class TextDecoderStream {
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  readonly readable: ReadableStream<string>;
  readonly writable: WritableStream<Uint8Array>;

  constructor(label = 'utf-8', options: { readonly fatal?: boolean; readonly ignoreBOM?: boolean } = {}) {
    const decoder = new TextDecoder(label, options);
    this.encoding = decoder.encoding;
    this.fatal = decoder.fatal;
    this.ignoreBOM = decoder.ignoreBOM;
    const { readable, writable } = new TransformStream<Uint8Array, string>({
      transform: (chunk, controller) => {
        const text = decoder.decode(chunk, { stream: true });
        if (text !== '') controller.enqueue(text);
      },
      flush: (controller) => {
        const text = decoder.decode();
        if (text !== '') controller.enqueue(text);
      },
    });
    this.readable = readable;
    this.writable = writable;
  }
}

/** `TextEncoderStream` (WHATWG Encoding standard, section 7.6): halves of a surrogate pair may come in two chunks. */
export class TextEncoderStream {
  readonly encoding: string = 'utf-8';
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<string>;

  constructor() {
    const encoder = new TextEncoder();
    let half = '';
    const { readable, writable } = new TransformStream<string, Uint8Array>({
      transform: (chunk, controller) => {
        const text = `${half}${chunk}`;
        half = /[\uD800-\uDBFF]$/.test(text) ? text.slice(-1) : '';
        const whole = half === '' ? text : text.slice(0, -1);
        if (whole !== '') controller.enqueue(encoder.encode(whole));
      },
      flush: (controller) => {
        if (half !== '') controller.enqueue(encoder.encode(half));
      },
    });
    this.readable = readable;
    this.writable = writable;
  }
}
