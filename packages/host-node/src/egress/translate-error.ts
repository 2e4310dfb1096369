import type { HttpErrorCode } from '@kami/protocol';
import type { EgressFault } from '@kami/sandbox';
import { MAX_RESPONSE_HEADER_BYTES } from './egress-bounds.ts';

/** A fault of the egress, on its way through a library that only knows errors. */
export class EgressError extends Error {
  readonly fault: EgressFault;
  constructor(fault: EgressFault) {
    super(fault.message);
    this.fault = fault;
  }
}

const CODES: Readonly<Record<string, readonly [code: HttpErrorCode, message: string]>> = {
  EAI_AGAIN: ['DNS-timeout', 'the host name could not be resolved in time'],
  ECONNREFUSED: ['connection-refused', 'the connection was refused'],
  ECONNRESET: ['connection-terminated', 'the connection was closed by the other side'],
  EPIPE: ['connection-terminated', 'the connection was closed by the other side'],
  UND_ERR_SOCKET: ['connection-terminated', 'the connection was closed by the other side'],
  EHOSTUNREACH: ['destination-IP-unroutable', 'the host cannot be reached'],
  ENETUNREACH: ['destination-IP-unroutable', 'the network cannot be reached'],
  EADDRNOTAVAIL: ['destination-unavailable', 'the host cannot be reached'],
  ETIMEDOUT: ['connection-timeout', 'the connection was not made in time'],
  UND_ERR_CONNECT_TIMEOUT: ['connection-timeout', 'the connection was not made in time'],
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: [
    'HTTP-protocol-error',
    'the body is not as long as its Content-Length',
  ],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: [
    'HTTP-response-incomplete',
    'the response is not as long as its Content-Length',
  ],
  UND_ERR_INVALID_ARG: ['HTTP-protocol-error', 'the request is not valid'],
  EPROTO: ['TLS-protocol-error', 'the TLS handshake failed'],
};

/** No address for the name: the answer of DNS that RFC 1035 calls a name error. */
export const UNRESOLVED: EgressFault = {
  code: 'DNS-error',
  message: 'the host name does not resolve',
  detail: { rcode: 'NXDOMAIN' },
};

/** The number of the TLS alert that the other side sent, from OpenSSL's words (`… SSL alert number 40 …`). */
function alertOf(error: unknown): number | undefined {
  const number = error instanceof Error ? /SSL alert number (\d{1,3})/.exec(error.message)?.[1] : undefined;
  return number === undefined ? undefined : Number(number);
}

/** The fault for an error of undici, Node's HTTP client, sockets, resolver or TLS. It never tells an address of the host's network. */
export function translateError(error: unknown): EgressFault {
  if (error instanceof EgressError) return error.fault;
  if (error instanceof AggregateError && error.errors.length > 0) return translateError(error.errors[0]);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'HPE_HEADER_OVERFLOW')
    return {
      code: 'HTTP-response-header-section-size',
      message: 'the header section of the response is too large',
      detail: { size: MAX_RESPONSE_HEADER_BYTES },
      refusal: 'cap',
    };
  if (code === 'ENOTFOUND') return UNRESOLVED;
  const alert = alertOf(error);
  if (alert !== undefined)
    return {
      code: 'TLS-alert-received',
      message: `the server ended the TLS handshake with alert ${alert}`,
      detail: { alert },
    };
  const known = CODES[code];
  if (known !== undefined) return { code: known[0], message: known[1] };
  if (code.startsWith('HPE_') || (error instanceof Error && error.name === 'HTTPParserError'))
    return { code: 'HTTP-protocol-error', message: 'the response is not HTTP' };
  if (code.startsWith('ERR_SSL_')) return { code: 'TLS-protocol-error', message: 'the TLS handshake failed' };
  if (/CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS_/.test(code))
    return { code: 'TLS-certificate-error', message: `the server's certificate is not trusted (${code})` };
  return { code: 'internal-error', message: 'the request failed' };
}
