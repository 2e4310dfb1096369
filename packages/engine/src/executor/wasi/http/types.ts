import type { Guest } from '../../guest.ts';
import type { ImportInterface } from '../../import-interface.ts';
import { bindConstructor } from '../guest-resource.ts';
import type { IoError } from '../io-error.ts';
import type { WasiHttpError } from './error-code.ts';
import { Fields } from './fields.ts';
import { FutureTrailers, IncomingBody, IncomingResponse } from './incoming.ts';
import { OutgoingBody } from './outgoing-body.ts';
import { FutureIncomingResponse } from './outgoing-handler.ts';
import { OutgoingRequest } from './request.ts';
import { OutgoingResponse } from './response.ts';
import { RequestOptions } from './request-options.ts';

/** `incoming-request`: KAMI runs no `incoming-handler`, so none is ever made. */
class IncomingRequest {}

/** `response-outparam`: as above. */
class ResponseOutparam {}

/** `wasi:http/types@0.2.x`. */
export function httpTypesInterface(guest: Guest): ImportInterface {
  return {
    Fields: bindConstructor(Fields, guest, {
      fromList: (entries: readonly (readonly [string, Uint8Array])[]) => Fields.parse(guest, entries),
    }),
    FutureIncomingResponse,
    FutureTrailers,
    IncomingBody,
    IncomingRequest,
    IncomingResponse,
    OutgoingBody,
    OutgoingRequest: bindConstructor(OutgoingRequest, guest),
    OutgoingResponse: bindConstructor(OutgoingResponse, guest),
    RequestOptions: bindConstructor(RequestOptions, guest),
    ResponseOutparam,
    httpErrorCode: (error: IoError): WasiHttpError | undefined => error.failure.http,
  };
}
