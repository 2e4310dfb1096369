import type { FsErrorCode } from '@kami/protocol';
import type { Guest } from '../guest.ts';
import { GuestResource } from './guest-resource.ts';
import type { WasiHttpError } from './http/error-code.ts';

/** Why a stream failed: words, and the code of the interface it belongs to. */
export interface IoFailure {
  readonly message: string;
  readonly fs?: FsErrorCode;
  readonly http?: WasiHttpError;
}

/** `wasi:io/error`, `error`. */
export class IoError extends GuestResource {
  readonly failure: IoFailure;

  constructor(guest: Guest, failure: IoFailure) {
    super(guest);
    this.failure = failure;
  }

  /** The failure in words that hold nothing of the host's. */
  toDebugString(): string {
    return this.failure.message;
  }
}

/** `wasi:io/streams`, `stream-error`. */
export type StreamError =
  | { readonly tag: 'closed' }
  | { readonly tag: 'last-operation-failed'; readonly val: IoError };

/** The stream has ended. */
export const STREAM_CLOSED: StreamError = { tag: 'closed' };

/** The operation failed for this reason. */
export function streamFailed(guest: Guest, failure: IoFailure): StreamError {
  return { tag: 'last-operation-failed', val: new IoError(guest, failure) };
}
