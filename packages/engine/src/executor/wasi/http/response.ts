import type { Guest } from '../../guest.ts';
import { GuestResource } from '../guest-resource.ts';
import { WIT_DONE, witErr, witOk, type WitResult } from '../wit-result.ts';
import type { Fields } from './fields.ts';
import { OutgoingBody, RequestBody } from './outgoing-body.ts';

/** `wasi:http/types`, `outgoing-response`: a guest may make one; no request that it would answer ever reaches it. */
export class OutgoingResponse extends GuestResource {
  readonly #guest: Guest;
  readonly #fields: Fields;
  #status = 200;
  #bodyTaken = false;

  constructor(guest: Guest, headers: Fields) {
    super(guest);
    this.#guest = guest;
    this.#fields = headers.frozen();
    headers[Symbol.dispose]();
  }

  statusCode(): number {
    return this.#status;
  }

  /** Three digits (RFC 9110, section 15). */
  setStatusCode(status: number): WitResult<undefined, undefined> {
    this.requireLive();
    if (status < 100 || status > 999) return witErr(undefined);
    this.#status = status;
    return WIT_DONE;
  }

  headers(): Fields {
    return this.#fields.frozen();
  }

  body(): WitResult<OutgoingBody, undefined> {
    if (this.#bodyTaken) return witErr(undefined);
    this.#bodyTaken = true;
    return witOk(new OutgoingBody(this.#guest, new RequestBody(this.#fields.contentLength())));
  }

  protected override onDispose(): void {
    this.#fields[Symbol.dispose]();
  }
}
