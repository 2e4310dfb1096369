/** What code may use without an import; the bundler adds what a tool mentions and nothing else. */
export { TextDecoder, TextEncoder } from '@exodus/bytes/encoding-lite.js';
export { AbortController, AbortSignal } from './abort.ts';
export { console } from './console.ts';
export { crypto } from './crypto.ts';
export { fetch } from './fetch.ts';
export { Headers } from './headers.ts';
export { performance } from './performance.ts';
export { ReadableStream } from './readable-stream.ts';
export { Response } from './response.ts';
export { structuredClone } from './structured-clone.ts';
export { clearInterval, clearTimeout, setInterval, setTimeout } from './timers.ts';
export { URL, URLSearchParams } from './url.ts';
