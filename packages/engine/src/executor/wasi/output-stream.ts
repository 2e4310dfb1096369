import { MAX_BLOCKING_WRITE } from '../budgets.ts';
import type { Guest } from '../guest.ts';
import { GuestTrap } from '../guest-stop.ts';
import type { ByteSink } from './byte-stream.ts';
import { GuestResource } from './guest-resource.ts';
import type { InputStream } from './input-stream.ts';
import { STREAM_CLOSED, streamFailed, type StreamError } from './io-error.ts';
import { blockUntilReady, Pollable } from './poll.ts';
import { WIT_DONE, witErr, witOk, type WitResult } from './wit-result.ts';

type Done = WitResult<undefined, StreamError>;

/** `wasi:io/streams`, `output-stream`. Nothing is buffered: what `write` took is done, and flushing has nothing to wait for. */
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

  /** Traps over what `check-write` allows at that moment, as the specification says. */
  write(bytes: Uint8Array): Done {
    const room = this.#roomFor(BigInt(bytes.length));
    return room.tag === 'err' ? room : this.#put(bytes);
  }

  /** Traps over {@link MAX_BLOCKING_WRITE}. */
  blockingWriteAndFlush(bytes: Uint8Array): Done {
    requireBlockingLength(BigInt(bytes.length));
    for (let rest = bytes; ;) {
      const room = this.#waitForRoom();
      if (room.tag === 'err') return room;
      const part = rest.subarray(0, Number(room.val));
      const written = this.#put(part);
      rest = rest.subarray(part.length);
      if (written.tag === 'err' || rest.length === 0) return written;
    }
  }

  flush(): Done {
    const room = this.checkWrite();
    return room.tag === 'err' ? room : WIT_DONE;
  }

  blockingFlush(): Done {
    return this.flush();
  }

  subscribe(): Pollable {
    return new Pollable(this.#guest, this.#sink.pollSource);
  }

  /** Traps over what `check-write` allows at that moment. */
  writeZeroes(length: bigint): Done {
    const room = this.#roomFor(length);
    return room.tag === 'err' ? room : this.#put(new Uint8Array(Number(length)));
  }

  /** Traps over {@link MAX_BLOCKING_WRITE}. */
  blockingWriteZeroesAndFlush(length: bigint): Done {
    requireBlockingLength(length);
    return this.blockingWriteAndFlush(new Uint8Array(Number(length)));
  }

  /** Moves what is there, at most as much as there is room for. */
  splice(source: InputStream, length: bigint): WitResult<bigint, StreamError> {
    return this.#move(source, length, this.checkWrite(), false);
  }

  /** Waits for room, and for something to move. */
  blockingSplice(source: InputStream, length: bigint): WitResult<bigint, StreamError> {
    return this.#move(source, length, this.#waitForRoom(), true);
  }

  protected override onDispose(): void {
    this.#sink.close();
  }

  #put(bytes: Uint8Array): Done {
    const failure = this.#sink.write(bytes);
    return failure === undefined ? WIT_DONE : witErr(streamFailed(this.#guest, failure));
  }

  #roomFor(length: bigint): WitResult<bigint, StreamError> {
    const room = this.checkWrite();
    if (room.tag === 'ok' && length > room.val) throw new GuestTrap('write over what check-write allows');
    return room;
  }

  #waitForRoom(): WitResult<bigint, StreamError> {
    const room = this.checkWrite();
    if (room.tag === 'err' || room.val > 0n) return room;
    blockUntilReady(this.#guest, this.#sink.pollSource);
    return this.checkWrite();
  }

  #move(
    source: InputStream,
    length: bigint,
    room: WitResult<bigint, StreamError>,
    wait: boolean,
  ): WitResult<bigint, StreamError> {
    if (room.tag === 'err') return room;
    const bytes = source.take(length < room.val ? length : room.val, wait);
    if (!(bytes instanceof Uint8Array))
      return witErr(bytes === 'closed' ? STREAM_CLOSED : streamFailed(this.#guest, bytes));
    const written = this.#put(bytes);
    return written.tag === 'err' ? written : witOk(BigInt(bytes.length));
  }
}

function requireBlockingLength(length: bigint): void {
  if (length > BigInt(MAX_BLOCKING_WRITE))
    throw new GuestTrap(`a blocking write of more than ${MAX_BLOCKING_WRITE} bytes`);
}
