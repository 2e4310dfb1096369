import type { WireHeader } from '@kami/protocol';
import { MAX_STREAM_WRITE, MAX_UNSENT_BODY } from '../../budgets.ts';
import type { ExchangeFailure } from '../../exchange/exchange-failure.ts';
import type { Exchange } from '../../exchange/exchange.ts';
import type { Guest } from '../../guest.ts';
import type { ByteSink } from '../byte-stream.ts';
import { GuestResource } from '../guest-resource.ts';
import type { IoFailure } from '../io-error.ts';
import { OutputStream } from '../output-stream.ts';
import { WIT_DONE, witErr, witOk, type WitResult } from '../wit-result.ts';
import { bodyIoFailure, wasiHttpError, type BodyFailure, type WasiHttpError } from './error-code.ts';
import type { Fields } from './fields.ts';

/** A request's body: kept until the request is sent, then passed on as it is written. */
export class RequestBody {
  #unsent: Uint8Array[] = [];
  #size = 0;
  #exchange: Exchange | undefined;
  #written = 0;
  #trailers: readonly WireHeader[] = [];
  readonly #announced: number | undefined;
  /** Whether the guest said that the body is complete. */
  finished = false;

  /** `announced` is what `content-length` says, if anything: the body must have exactly as many bytes. */
  constructor(announced: number | undefined) {
    this.#announced = announced;
  }

  /** Whether all of it is here: it was finished before its request was sent, and no trailers follow it. */
  get isWhole(): boolean {
    return this.finished && this.#trailers.length === 0;
  }

  /** The request that it belongs to, once that is on its way. */
  get exchange(): Exchange | undefined {
    return this.#exchange;
  }

  /** How many bytes may be written now. */
  room(): number {
    if (this.#exchange === undefined) return MAX_UNSENT_BODY - this.#size;
    return this.#exchange.hasRoom ? MAX_STREAM_WRITE : 0;
  }

  write(bytes: Uint8Array): BodyFailure | undefined {
    this.#written += bytes.length;
    if (this.#announced !== undefined && this.#written > this.#announced) return this.#otherSize();
    if (this.#exchange !== undefined)
      return bytes.length === 0 ? undefined : this.#exchange.send(bytes, false);
    if (bytes.length > this.room())
      return { code: 'internal-error', message: 'body written before its request was sent is too large' };
    this.#unsent.push(bytes);
    this.#size += bytes.length;
    return undefined;
  }

  /** Ends the body. Trailers are left out where `content-length` was said: only a body in chunks has them. */
  finish(trailers: readonly WireHeader[]): BodyFailure | undefined {
    if (this.#announced !== undefined && this.#written !== this.#announced) return this.#otherSize();
    this.finished = true;
    if (this.#announced === undefined) this.#trailers = trailers;
    return this.#exchange?.send(new Uint8Array(0), true, this.#trailers);
  }

  /** Gives up: a body that is not finished must not look complete to the peer. */
  abandon(): void {
    if (!this.finished) this.#exchange?.close();
  }

  /** The bytes written before the request was sent. */
  unsent(): Uint8Array {
    const whole = new Uint8Array(this.#size);
    let offset = 0;
    for (const part of this.#unsent) {
      whole.set(part, offset);
      offset += part.length;
    }
    return whole;
  }

  /** Passes on to a request that is on its way from now on. */
  connect(exchange: Exchange): ExchangeFailure | undefined {
    const unsent = this.unsent();
    this.#unsent = [];
    this.#size = 0;
    this.#exchange = exchange;
    if (unsent.length === 0 && !this.finished) return undefined;
    return exchange.send(unsent, this.finished, this.#trailers);
  }

  #otherSize(): BodyFailure {
    return {
      code: 'HTTP-request-body-size',
      message: 'the body has another size than content-length says',
      detail: { size: this.#written },
    };
  }
}

/** `wasi:http/types`, `outgoing-body`. */
export class OutgoingBody extends GuestResource {
  readonly #guest: Guest;
  readonly #body: RequestBody;
  #taken = false;

  constructor(guest: Guest, body: RequestBody) {
    super(guest);
    this.#guest = guest;
    this.#body = body;
  }

  write(): WitResult<OutputStream, undefined> {
    if (this.#taken) return witErr(undefined);
    this.#taken = true;
    return witOk(new OutputStream(this.#guest, bodySink(this.#body)));
  }

  static finish(body: OutgoingBody, trailers: Fields | undefined): WitResult<undefined, WasiHttpError> {
    const failure = body.#body.finish(trailers?.toWire() ?? []);
    trailers?.[Symbol.dispose]();
    body[Symbol.dispose]();
    return failure === undefined ? WIT_DONE : witErr(wasiHttpError(failure));
  }

  protected override onDispose(): void {
    this.#body.abandon();
  }
}

function bodySink(body: RequestBody): ByteSink {
  return {
    pollSource: { kind: 'room', isReady: () => body.room() > 0, exchange: () => body.exchange },
    room: () => (body.finished ? 'closed' : body.room()),
    write(bytes): IoFailure | undefined {
      const failure = body.write(bytes);
      return failure === undefined ? undefined : bodyIoFailure(failure);
    },
    close: () => {},
  };
}
