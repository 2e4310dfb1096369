/** Bytes of a response's header section: more is an attack on the reader, and would not fit the reply to the guest. */
export const MAX_RESPONSE_HEADER_BYTES: number = 16 * 1024;
/** Header fields of a response; each costs the guest a resource. */
export const MAX_RESPONSE_HEADER_COUNT = 256;
/** Bytes of a response's body as it comes over the wire; an endless one ends here. */
export const MAX_RESPONSE_BYTES: number = 64 * 1024 * 1024;
/** Bytes of a response that wait for the guest before the connection is paused. */
export const READ_AHEAD_BYTES: number = 256 * 1024;
/** Bytes of header fields that a guest may send. */
export const MAX_REQUEST_HEADER_BYTES: number = 128 * 1024;
/** Connections of one tool to one origin: a flood of requests waits in turn. */
export const CONNECTIONS_PER_ORIGIN = 16;
/** Milliseconds to resolve, connect and shake hands. */
export const CONNECT_TIMEOUT_MS = 10_000;
/** Milliseconds to the first byte of a response, and between two parts of it. */
export const SILENCE_TIMEOUT_MS = 120_000;
/** Milliseconds that a connection without a request is kept, whatever the server offers; a tool's pool ends with it. */
export const IDLE_CONNECTION_MS = 4000;
/** Bytes of a request's body; a guest that sends for ever ends here. */
export const MAX_REQUEST_BYTES: number = 64 * 1024 * 1024;
/** Milliseconds that a name server may take for an answer; it is asked twice. */
export const DNS_TIMEOUT_MS = 2500;
