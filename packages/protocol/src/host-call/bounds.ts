/**
 * Bounds of what an executor may send in a host call. A frame over one of them is a violation and ends
 * the executor, so the executor checks them first and gives the guest the error its interface has.
 */

/** A path, in bytes of UTF-8 (Linux `PATH_MAX`). */
export const MAX_PATH_BYTES = 4096;
/** A URL, in bytes. */
export const MAX_URL_BYTES = 8192;
/** Bytes that one `fs.read` or `http.next` may ask for; a longer read is several. */
export const MAX_READ_BYTES: number = 1024 * 1024;
/** Header fields of a request. */
export const MAX_REQUEST_HEADERS = 128;
/** A header field's value, in bytes. */
export const MAX_HEADER_VALUE_BYTES = 8192;
/** Handles in one `wait` or `drop`. */
export const MAX_HANDLES_PER_CALL = 1024;
/** A log message, in bytes; the executor cuts a longer one. */
export const MAX_LOG_MESSAGE_BYTES: number = 16 * 1024;
/** The data of a log message, in bytes; the executor leaves longer data out. */
export const MAX_LOG_DATA_BYTES: number = 32 * 1024;
/** The message of a progress report, and the detail of a `denied`, in bytes; the executor cuts longer ones. */
export const MAX_NOTE_BYTES = 4096;
/** The name of a secret, in bytes. */
export const MAX_SECRET_NAME_BYTES = 256;
/** A time-out of `http.start`, in milliseconds (largest delay of a Node timer). */
export const MAX_TIMEOUT_MS = 2_147_483_647;
