import { bool, integer, literal, oneOf, pattern } from '../parse/scalar-shapes.ts';
import { fields, list, pair } from '../parse/composite-shapes.ts';
import type { Shape } from '../parse/shape.ts';
import {
  MAX_HEADER_VALUE_BYTES,
  MAX_READ_BYTES,
  MAX_REQUEST_HEADERS,
  MAX_TIMEOUT_MS,
  MAX_URL_BYTES,
} from './bounds.ts';
import { handle } from './fs-shapes.ts';
import type { HttpCall } from './http.ts';

/** A method or the name of a header field: a token (RFC 9110, section 5.6.2). */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const method = pattern(TOKEN, 64, 'a method');
const headerName = pattern(TOKEN, 256, 'the name of a header field');
// Latin-1 without control characters but the tab (RFC 9110, section 5.5): nothing that could end a field early.
const headerValue = pattern(
  /^[\t\x20-\x7e\x80-\xff]*$/,
  MAX_HEADER_VALUE_BYTES,
  'the value of a header field',
);
const headers = list(pair(headerName, headerValue), MAX_REQUEST_HEADERS);
const url = pattern(/^[\x21-\x7e]+$/, MAX_URL_BYTES, 'a URL in ASCII');
const milliseconds = integer(0, MAX_TIMEOUT_MS);

/** The shape of every operation on HTTP exchanges, by `op`. */
export const HTTP_CALL_SHAPES: {
  readonly [Op in HttpCall['op']]: Shape<Extract<HttpCall, { readonly op: Op }>>;
} = {
  'http.start': fields(
    {
      op: literal('http.start'),
      method,
      url,
      headers,
      body: oneOf(['none', 'whole', 'stream']),
    },
    { connectTimeoutMs: milliseconds, firstByteTimeoutMs: milliseconds, betweenBytesTimeoutMs: milliseconds },
  ),
  'http.body': fields({ op: literal('http.body'), handle, end: bool }, { trailers: headers }),
  'http.next': fields({ op: literal('http.next'), handle, max: integer(1, MAX_READ_BYTES) }),
};
