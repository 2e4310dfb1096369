import type { Exchange, ExchangeHead } from '../../exchange/exchange.ts';
import type { Guest } from '../../guest.ts';
import type { ByteSource } from '../byte-stream.ts';
import { GuestResource } from '../guest-resource.ts';
import { Pollable } from '../poll.ts';
import { InputStream } from '../input-stream.ts';
import { witErr, witOk, type WitResult } from '../wit-result.ts';
import { bodyIoFailure, wasiHttpError, type WasiHttpError } from './error-code.ts';
import { Fields } from './fields.ts';

/** `wasi:http/types`, `incoming-response`. */
export class IncomingResponse extends GuestResource {
  readonly #guest: Guest;
  readonly #exchange: Exchange;
  readonly #head: ExchangeHead;
  #consumed = false;

  constructor(guest: Guest, exchange: Exchange, head: ExchangeHead) {
    super(guest);
    this.#guest = guest;
    this.#exchange = exchange;
    this.#head = head;
  }

  status(): number {
    return this.#head.status;
  }

  headers(): Fields {
    return Fields.immutable(this.#guest, this.#head.headers);
  }

  consume(): WitResult<IncomingBody, undefined> {
    if (this.#consumed) return witErr(undefined);
    this.#consumed = true;
    return witOk(new IncomingBody(this.#guest, this.#exchange));
  }

  protected override onDispose(): void {
    if (!this.#consumed) this.#exchange.close();
  }
}

/** `wasi:http/types`, `incoming-body`. */
export class IncomingBody extends GuestResource {
  readonly #guest: Guest;
  readonly #exchange: Exchange;
  #taken = false;
  #finished = false;

  constructor(guest: Guest, exchange: Exchange) {
    super(guest);
    this.#guest = guest;
    this.#exchange = exchange;
  }

  stream(): WitResult<InputStream, undefined> {
    if (this.#taken) return witErr(undefined);
    this.#taken = true;
    return witOk(new InputStream(this.#guest, responseSource(this.#exchange)));
  }

  static finish(body: IncomingBody): FutureTrailers {
    body.#finished = true;
    body[Symbol.dispose]();
    return new FutureTrailers(body.#guest, body.#exchange);
  }

  protected override onDispose(): void {
    if (!this.#finished) this.#exchange.close();
  }
}

/** `wasi:http/types`, `future-trailers`: known once the response has ended; what was not read of its body is passed over. */
export class FutureTrailers extends GuestResource {
  readonly #guest: Guest;
  readonly #exchange: Exchange;
  #given = false;

  constructor(guest: Guest, exchange: Exchange) {
    super(guest);
    this.#guest = guest;
    this.#exchange = exchange;
  }

  subscribe(): Pollable {
    return new Pollable(this.#guest, { kind: 'end', exchange: this.#exchange });
  }

  get(): WitResult<WitResult<Fields | undefined, WasiHttpError>, undefined> | undefined {
    if (this.#given) return witErr(undefined);
    const exchange = this.#exchange;
    if (!exchange.passOver()) return undefined;
    this.#given = true;
    const { failure, trailers } = exchange;
    if (failure !== undefined) return witOk(witErr(wasiHttpError(failure)));
    return witOk(witOk(trailers.length === 0 ? undefined : Fields.immutable(this.#guest, trailers)));
  }

  protected override onDispose(): void {
    this.#exchange.close();
  }
}

function responseSource(exchange: Exchange): ByteSource {
  return {
    pollSource: { kind: 'exchange', exchange },
    read(max, wait) {
      const here = exchange.take(max);
      if (here.length > 0) return here;
      if (exchange.failure === undefined && !exchange.ended) {
        if (!wait && !exchange.hasNews) return here;
        exchange.pull();
        const bytes = exchange.take(max);
        if (bytes.length > 0) return bytes;
      }
      const { failure } = exchange;
      if (failure === undefined) return exchange.ended ? 'closed' : new Uint8Array(0);
      return bodyIoFailure(failure);
    },
    close: () => {},
  };
}
