import { MAX_READ_AHEAD, MAX_STREAM_WRITE } from '../budgets.ts';
import type { Guest } from '../guest.ts';
import { GuestTrap } from '../guest-stop.ts';
import type { ByteSink, ByteSource, ReadOutcome } from './byte-stream.ts';
import { GuestResource } from './guest-resource.ts';
import { STREAM_CLOSED, streamFailed, type StreamError } from './io-error.ts';
import { Pollable } from './poll.ts';
import { WIT_DONE, witErr, witOk, type WitResult } from './wit-result.ts';

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

/** `wasi:io/streams`, `output-stream`. Nothing is buffered: what `write` took is done. */
export class OutputStream extends GuestResource {
  readonly #guest: Guest;
  readonly #sink: ByteSink;

  constructor(guest: Guest, sink: ByteSink) {
    super(guest);
    this.#guest = guest;
    this.#sink = sink;
  }

  checkWrite(): WitResult<bigint, StreamError> {
    const room = this.#sink.room();
    if (typeof room === 'number') return witOk(BigInt(room));
    return witErr(room === 'closed' ? STREAM_CLOSED : streamFailed(this.#guest, room));
  }

  write(bytes: Uint8Array): WitResult<undefined, StreamError> {
    if (bytes.length > MAX_STREAM_WRITE) throw new GuestTrap('write over what check-write allows');
    const room = this.#sink.room();
    if (room === 'closed') return witErr(STREAM_CLOSED);
    const failure = typeof room === 'number' ? this.#sink.write(bytes) : room;
    return failure === undefined ? WIT_DONE : witErr(streamFailed(this.#guest, failure));
  }

  blockingWriteAndFlush(bytes: Uint8Array): WitResult<undefined, StreamError> {
    return this.write(bytes);
  }

  flush(): WitResult<undefined, StreamError> {
    const room = this.#sink.room();
    if (typeof room === 'number') return WIT_DONE;
    return witErr(room === 'closed' ? STREAM_CLOSED : streamFailed(this.#guest, room));
  }

  blockingFlush(): WitResult<undefined, StreamError> {
    return this.flush();
  }

  subscribe(): Pollable {
    return new Pollable(this.#guest, this.#sink.pollSource);
  }

  writeZeroes(length: bigint): WitResult<undefined, StreamError> {
    if (length > BigInt(MAX_STREAM_WRITE)) throw new GuestTrap('write over what check-write allows');
    return this.write(new Uint8Array(Number(length)));
  }

  blockingWriteZeroesAndFlush(length: bigint): WitResult<undefined, StreamError> {
    return this.writeZeroes(length);
  }

  splice(source: InputStream, length: bigint): WitResult<bigint, StreamError> {
    return this.#move(source, length, false);
  }

  blockingSplice(source: InputStream, length: bigint): WitResult<bigint, StreamError> {
    return this.#move(source, length, true);
  }

  protected override onDispose(): void {
    this.#sink.close();
  }

  #move(source: InputStream, length: bigint, wait: boolean): WitResult<bigint, StreamError> {
    const room = this.checkWrite();
    if (room.tag === 'err') return room;
    const bytes = source.take(length < room.val ? length : room.val, wait);
    if (!(bytes instanceof Uint8Array))
      return witErr(bytes === 'closed' ? STREAM_CLOSED : streamFailed(this.#guest, bytes));
    const written = this.write(bytes);
    return written.tag === 'err' ? written : witOk(BigInt(bytes.length));
  }
}

function counted(read: WitResult<Uint8Array, StreamError>): WitResult<bigint, StreamError> {
  return read.tag === 'err' ? read : witOk(BigInt(read.val.length));
}
