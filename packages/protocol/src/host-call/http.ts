/** Error codes of `wasi:http/types@0.2.x`, as far as KAMI gives them. What one carries beside its name is an {@link HttpErrorDetail}. */
export const HTTP_ERROR_CODES = [
  'DNS-timeout',
  'DNS-error',
  'destination-not-found',
  'destination-unavailable',
  'destination-IP-prohibited',
  'destination-IP-unroutable',
  'connection-refused',
  'connection-terminated',
  'connection-timeout',
  'connection-read-timeout',
  'connection-write-timeout',
  'connection-limit-reached',
  'TLS-protocol-error',
  'TLS-certificate-error',
  'TLS-alert-received',
  'HTTP-request-denied',
  'HTTP-request-method-invalid',
  'HTTP-request-URI-invalid',
  'HTTP-request-URI-too-long',
  'HTTP-response-incomplete',
  'HTTP-response-header-section-size',
  'HTTP-response-timeout',
  'HTTP-protocol-error',
  'loop-detected',
  'configuration-error',
  /** The response is over the cap (`HTTP-response-body-size` in WASI). */
  'response-too-large',
  /** Anything else (`internal-error` in WASI). */
  'internal-error',
] as const;

/** One of {@link HTTP_ERROR_CODES}. */
export type HttpErrorCode = (typeof HTTP_ERROR_CODES)[number];

/** What an error code carries: bytes of a size, the resolver's answer, or the number of a TLS alert (RFC 8446, section 6). */
export interface HttpErrorDetail {
  readonly size?: number;
  readonly rcode?: string;
  readonly alert?: number;
}

/** A header field as it travels: the value is Latin-1 text, one character a byte. */
export type WireHeader = readonly [name: string, value: string];

/** Operations on HTTP exchanges. `handle` is the host's, of this call. */
export type HttpCall =
  /**
   * Starts a request and answers at once. With body `whole` the frame's body is the request's; with `stream` it comes
   * by `http.body`.
   */
  | {
      readonly op: 'http.start';
      readonly method: string;
      readonly url: string;
      readonly headers: readonly WireHeader[];
      readonly body: 'none' | 'whole' | 'stream';
      readonly connectTimeoutMs?: number;
      readonly firstByteTimeoutMs?: number;
      readonly betweenBytesTimeoutMs?: number;
    }
  /** Sends a part of a streamed body; waits first while the connection is congested. `trailers` come with the end. */
  | {
      readonly op: 'http.body';
      readonly handle: number;
      readonly end: boolean;
      readonly trailers?: readonly WireHeader[];
    }
  /** Waits for the next part of the response: first the head, then bytes, then the end. */
  | { readonly op: 'http.next'; readonly handle: number; readonly max: number };

/** What an operation on HTTP gives back in the header of its reply. */
export type HttpReply =
  | { readonly ok: 'started'; readonly handle: number }
  /** With `room` the next part goes without waiting. */
  | { readonly ok: 'sent'; readonly room: boolean }
  /** The head; the frame's body holds the first bytes. */
  | {
      readonly ok: 'head';
      readonly status: number;
      readonly headers: readonly WireHeader[];
      readonly end: boolean;
    }
  | { readonly ok: 'bytes'; readonly end: boolean; readonly trailers?: readonly WireHeader[] }
  | { readonly httpError: HttpErrorCode; readonly message?: string; readonly detail?: HttpErrorDetail };
