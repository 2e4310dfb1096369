import type { Guest } from '../../guest.ts';
import { GuestResource } from '../guest-resource.ts';
import { WIT_DONE, witErr, witOk, type WitResult } from '../wit-result.ts';
import type { Fields } from './fields.ts';
import { OutgoingBody, RequestBody } from './outgoing-body.ts';

/** `wasi:http/types`, `method` or `scheme`. */
export interface TaggedName {
  readonly tag: string;
  readonly val?: string;
}

const METHOD = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}$/;
const PATH = /^[\x21-\x7e]*$/;
/** RFC 3986, section 3.1. */
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]{0,63}$/;
const AUTHORITY = /^[A-Za-z0-9.\-_~%:[\]]+$/;
const NOTHING_SAID: { readonly tag: 'err'; readonly val: undefined } = { tag: 'err', val: undefined };

type Done = WitResult<undefined, undefined>;

/** `wasi:http/types`, `outgoing-request`. */
export class OutgoingRequest extends GuestResource {
  readonly #guest: Guest;
  readonly fields: Fields;
  readonly #body: RequestBody;
  #bodyTaken = false;
  #method: TaggedName = { tag: 'get' };
  #scheme: TaggedName | undefined;
  #path: string | undefined;
  #authority: string | undefined;

  constructor(guest: Guest, headers: Fields) {
    super(guest);
    this.#guest = guest;
    this.fields = headers.frozen();
    this.#body = new RequestBody(this.fields.contentLength());
    headers[Symbol.dispose]();
  }

  /** The body, when the guest took it to write to it. */
  get requestBody(): RequestBody | undefined {
    return this.#bodyTaken ? this.#body : undefined;
  }

  body(): WitResult<OutgoingBody, undefined> {
    if (this.#bodyTaken) return NOTHING_SAID;
    this.#bodyTaken = true;
    return witOk(new OutgoingBody(this.#guest, this.#body));
  }

  method(): TaggedName {
    return this.#method;
  }

  setMethod(method: TaggedName): Done {
    if (method.tag === 'other' && !METHOD.test(method.val ?? '')) return NOTHING_SAID;
    this.#method = method;
    return WIT_DONE;
  }

  pathWithQuery(): string | undefined {
    return this.#path;
  }

  setPathWithQuery(path: string | undefined): Done {
    if (path !== undefined && !PATH.test(path)) return NOTHING_SAID;
    this.#path = path;
    return WIT_DONE;
  }

  scheme(): TaggedName | undefined {
    return this.#scheme;
  }

  setScheme(scheme: TaggedName | undefined): Done {
    if (scheme?.tag === 'other' && !SCHEME.test(scheme.val ?? '')) return NOTHING_SAID;
    this.#scheme = scheme;
    return WIT_DONE;
  }

  authority(): string | undefined {
    return this.#authority;
  }

  setAuthority(authority: string | undefined): Done {
    if (authority !== undefined && !AUTHORITY.test(authority)) return NOTHING_SAID;
    this.#authority = authority;
    return WIT_DONE;
  }

  headers(): Fields {
    return this.fields.frozen();
  }

  /** The method as it goes over the wire. */
  methodText(): string {
    return this.#method.tag === 'other' ? (this.#method.val ?? '') : this.#method.tag.toUpperCase();
  }

  /** The address, or nothing when a part of it is missing or of another scheme than HTTP's. */
  url(): WitResult<string, 'HTTP-request-URI-invalid'> {
    const scheme = this.#scheme?.tag ?? 'HTTPS';
    if (this.#authority === undefined || (scheme !== 'HTTP' && scheme !== 'HTTPS'))
      return witErr('HTTP-request-URI-invalid');
    const path = this.#path ?? '/';
    const rooted = path.startsWith('/') ? path : `/${path}`;
    return witOk(`${scheme.toLowerCase()}://${this.#authority}${rooted}`);
  }

  protected override onDispose(): void {
    this.fields[Symbol.dispose]();
  }
}
