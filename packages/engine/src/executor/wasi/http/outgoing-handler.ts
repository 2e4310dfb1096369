import { MAX_URL_BYTES, type HttpCall } from '@kami/protocol';
import type { ExchangeFailure } from '../../exchange/exchange-failure.ts';
import { Exchange } from '../../exchange/exchange.ts';
import type { Guest } from '../../guest.ts';
import type { ImportInterface } from '../../import-interface.ts';
import { GuestResource } from '../guest-resource.ts';
import { Pollable } from '../poll.ts';
import { witErr, witOk, type WitResult } from '../wit-result.ts';
import { wasiHttpError, type WasiHttpError } from './error-code.ts';
import { IncomingResponse } from './incoming.ts';
import type { OutgoingRequest } from './request.ts';
import type { RequestOptions } from './request-options.ts';

type Response = WitResult<IncomingResponse, WasiHttpError>;

/** `wasi:http/types`, `future-incoming-response`. */
export class FutureIncomingResponse extends GuestResource {
  readonly #guest: Guest;
  readonly #exchange: Exchange;
  #given = false;

  constructor(guest: Guest, exchange: Exchange) {
    super(guest);
    this.#guest = guest;
    this.#exchange = exchange;
  }

  subscribe(): Pollable {
    return new Pollable(this.#guest, { kind: 'exchange', exchange: this.#exchange });
  }

  get(): WitResult<Response, undefined> | undefined {
    if (this.#given) return witErr(undefined);
    const exchange = this.#exchange;
    if (exchange.head === undefined && exchange.failure === undefined) {
      if (!exchange.hasNews) return undefined;
      exchange.pull();
    }
    const head = exchange.takeHead();
    if (head !== undefined) {
      this.#given = true;
      return witOk(witOk(new IncomingResponse(this.#guest, exchange, head)));
    }
    if (exchange.failure === undefined) return undefined;
    this.#given = true;
    return witOk(failed(exchange.failure));
  }

  protected override onDispose(): void {
    if (!this.#given) this.#exchange.close();
  }
}

/** `wasi:http/outgoing-handler@0.2.x`. */
export function outgoingHandlerInterface(guest: Guest): ImportInterface {
  return {
    handle(
      request: OutgoingRequest,
      options: RequestOptions | undefined,
    ): WitResult<FutureIncomingResponse, WasiHttpError> {
      const url = request.url();
      if (url.tag === 'err') return failed({ code: url.val, message: undefined });
      if (url.val.length > MAX_URL_BYTES)
        return failed({ code: 'HTTP-request-URI-too-long', message: undefined });
      const body = request.requestBody;
      const kind = body === undefined ? 'none' : body.isWhole ? 'whole' : 'stream';
      const call: Extract<HttpCall, { readonly op: 'http.start' }> = {
        op: 'http.start',
        method: request.methodText(),
        url: url.val,
        headers: request.fields.toWire(),
        body: kind,
        ...options?.toWire(),
      };
      const exchange = Exchange.start(guest, call, kind === 'whole' ? body?.unsent() : undefined);
      request[Symbol.dispose]();
      options?.[Symbol.dispose]();
      if (!(exchange instanceof Exchange)) return failed(exchange);
      const unsent = kind === 'stream' ? body?.connect(exchange) : undefined;
      return unsent === undefined ? witOk(new FutureIncomingResponse(guest, exchange)) : failed(unsent);
    },
  };
}

function failed(failure: ExchangeFailure): { readonly tag: 'err'; readonly val: WasiHttpError } {
  return witErr(wasiHttpError(failure));
}
