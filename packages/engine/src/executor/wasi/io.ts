import type { Guest } from '../guest.ts';
import type { ImportInterface } from '../import-interface.ts';
import { IoError } from './io-error.ts';
import { Pollable, pollAll } from './poll.ts';
import { InputStream } from './input-stream.ts';
import { OutputStream } from './output-stream.ts';

/** `wasi:io/error@0.2.x`. */
export function ioErrorInterface(): ImportInterface {
  return { Error: IoError };
}

/** `wasi:io/poll@0.2.x`. */
export function ioPollInterface(guest: Guest): ImportInterface {
  return { Pollable, poll: (pollables: readonly Pollable[]): Uint32Array => pollAll(guest, pollables) };
}

/** `wasi:io/streams@0.2.x`. */
export function ioStreamsInterface(): ImportInterface {
  return { InputStream, OutputStream };
}
