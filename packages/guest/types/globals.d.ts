/**
 * The globals of a tool: name `@kami/guest/globals` in `types` of `tsconfig.json`, with a `lib` that has no `DOM`. `fetch`
 * is not among them: what reaches out comes by the context of a call, where a definition asked for it. Code of libraries
 * finds it all the same.
 */
import type * as kami from '@kami/guest';

declare global {
  var AbortController: typeof kami.AbortController;
  type AbortController = kami.AbortController;
  var AbortSignal: typeof kami.AbortSignal;
  type AbortSignal = kami.AbortSignal;
  var Blob: typeof kami.Blob;
  type Blob = kami.Blob;
  var ByteLengthQueuingStrategy: typeof kami.ByteLengthQueuingStrategy;
  type ByteLengthQueuingStrategy = kami.ByteLengthQueuingStrategy;
  var CountQueuingStrategy: typeof kami.CountQueuingStrategy;
  type CountQueuingStrategy = kami.CountQueuingStrategy;
  var CustomEvent: typeof kami.CustomEvent;
  type CustomEvent<T = null> = kami.CustomEvent<T>;
  var Event: typeof kami.Event;
  type Event = kami.Event;
  var EventTarget: typeof kami.EventTarget;
  type EventTarget = kami.EventTarget;
  var File: typeof kami.File;
  type File = kami.File;
  var FormData: typeof kami.FormData;
  type FormData = kami.FormData;
  var Headers: typeof kami.Headers;
  type Headers = kami.Headers;
  var ReadableStream: typeof kami.ReadableStream;
  type ReadableStream<T = unknown> = kami.ReadableStream<T>;
  var Request: typeof kami.Request;
  type Request = kami.Request;
  var Response: typeof kami.Response;
  type Response = kami.Response;
  var TextDecoderStream: typeof kami.TextDecoderStream;
  type TextDecoderStream = kami.TextDecoderStream;
  var TextEncoderStream: typeof kami.TextEncoderStream;
  type TextEncoderStream = kami.TextEncoderStream;
  var TransformStream: typeof kami.TransformStream;
  type TransformStream<I = unknown, O = unknown> = kami.TransformStream<I, O>;
  var URL: typeof kami.URL;
  type URL = kami.URL;
  var URLSearchParams: typeof kami.URLSearchParams;
  type URLSearchParams = kami.URLSearchParams;
  var WritableStream: typeof kami.WritableStream;
  type WritableStream<T = unknown> = kami.WritableStream<T>;

  /** An error of the web platform (Web IDL, section 4.3). */
  class DOMException extends Error {
    constructor(message?: string, name?: string);
    readonly code: number;
  }

  /** Text out of bytes (WHATWG Encoding standard, section 7.1). */
  class TextDecoder {
    constructor(label?: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean });
    readonly encoding: string;
    readonly fatal: boolean;
    readonly ignoreBOM: boolean;
    decode(bytes?: ArrayBuffer | ArrayBufferView, options?: { readonly stream?: boolean }): string;
  }

  /** Text as bytes (WHATWG Encoding standard, section 7.3). */
  class TextEncoder {
    readonly encoding: string;
    encode(text?: string): Uint8Array<ArrayBuffer>;
    encodeInto(text: string, into: Uint8Array): { readonly read: number; readonly written: number };
  }

  /** Lines go to KAMI's log. */
  var console: {
    assert(condition?: unknown, ...values: unknown[]): void;
    count(label?: unknown): void;
    countReset(label?: unknown): void;
    debug(...values: unknown[]): void;
    dir(value: unknown): void;
    dirxml(...values: unknown[]): void;
    error(...values: unknown[]): void;
    group(...label: unknown[]): void;
    groupCollapsed(...label: unknown[]): void;
    groupEnd(): void;
    info(...values: unknown[]): void;
    log(...values: unknown[]): void;
    table(data?: unknown, columns?: readonly string[]): void;
    time(label?: unknown): void;
    timeEnd(label?: unknown): void;
    timeLog(label?: unknown, ...values: unknown[]): void;
    trace(...values: unknown[]): void;
    warn(...values: unknown[]): void;
  };

  /** Randomness of the host, and digests. */
  var crypto: {
    getRandomValues<T extends ArrayBufferView>(array: T): T;
    randomUUID(): string;
    readonly subtle: {
      /** `SHA-1`, `SHA-256`, `SHA-384` or `SHA-512`. */
      digest(
        algorithm: string | { readonly name: string },
        data: ArrayBuffer | ArrayBufferView,
      ): Promise<ArrayBuffer>;
    };
  };

  var navigator: { readonly userAgent: string };
  /** Milliseconds by the host's monotonic clock. */
  var performance: { now(): number };

  function atob(data: string): string;
  function btoa(data: string): string;
  function queueMicrotask(job: () => void): void;
  /** Logs an error as one that nobody caught. */
  function reportError(error: unknown): void;
  function structuredClone<T>(value: T): T;

  /** Gives the timer's number; a call does not wait for a timer when it is done. */
  function setTimeout<A extends unknown[]>(
    callback: (...given: A) => void,
    delayMs?: number,
    ...given: A
  ): number;
  function setInterval<A extends unknown[]>(
    callback: (...given: A) => void,
    delayMs?: number,
    ...given: A
  ): number;
  function clearTimeout(id: number | undefined): void;
  function clearInterval(id: number | undefined): void;
}
