import { MAX_READ_AHEAD } from '../budgets.ts';
import type { Guest } from '../guest.ts';
import type { ByteSource, ReadOutcome } from './byte-stream.ts';
import { GuestResource } from './guest-resource.ts';
import { STREAM_CLOSED, streamFailed, type StreamError } from './io-error.ts';
import { Pollable } from './poll.ts';
import { witErr, witOk, type WitResult } from './wit-result.ts';

/** `wasi:io/streams`, `input-stream`. */
export class InputStream extends GuestResource {
  readonly #guest: Guest;
  readonly #source: ByteSource;

  constructor(guest: Guest, source: ByteSource) {
    super(guest);
    this.#guest = guest;
    this.#source = source;
  }

  read(length: bigint): WitResult<Uint8Array, StreamError> {
    return this.#lift(this.take(length, false));
  }

  blockingRead(length: bigint): WitResult<Uint8Array, StreamError> {
    return this.#lift(this.take(length, true));
  }

  skip(length: bigint): WitResult<bigint, StreamError> {
    return counted(this.read(length));
  }

  blockingSkip(length: bigint): WitResult<bigint, StreamError> {
    return counted(this.blockingRead(length));
  }

  subscribe(): Pollable {
    return new Pollable(this.#guest, this.#source.pollSource);
  }

  /** Reads for a host function. */
  take(length: bigint, wait: boolean): ReadOutcome {
    const max = length > BigInt(MAX_READ_AHEAD) ? MAX_READ_AHEAD : Number(length);
    return max === 0 ? new Uint8Array(0) : this.#source.read(max, wait);
  }

  protected override onDispose(): void {
    this.#source.close();
  }

  #lift(outcome: ReadOutcome): WitResult<Uint8Array, StreamError> {
    if (outcome instanceof Uint8Array) return witOk(outcome);
    return witErr(outcome === 'closed' ? STREAM_CLOSED : streamFailed(this.#guest, outcome));
  }
}

function counted(read: WitResult<Uint8Array, StreamError>): WitResult<bigint, StreamError> {
  return read.tag === 'err' ? read : witOk(BigInt(read.val.length));
}
