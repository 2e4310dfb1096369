/**
 * What one call may make the executor itself spend. Threat: the guest's memory is bounded by its
 * maxima, the executor's own heap and the pipe are not; every amplifier has a bound here.
 */

/** Bytes that one request for randomness gives: a guest asks for 2^60 bytes and the host allocates them. */
export const MAX_RANDOM_REQUEST: number = 1024 * 1024;
/** Random bytes of one call: the same attack in many small requests, as processor time. */
export const MAX_RANDOM_BYTES: number = 64 * 1024 * 1024;
/** Live resources (descriptors, streams, pollables, fields) of an instance: a loop that never drops them fills the heap. */
export const MAX_RESOURCES = 65_536;
/** Pollables in one `poll`, and handles in one `wait`. */
export const MAX_POLLED = 1024;
/** Header fields in one `fields` resource: a table that costs the host a hash for each. */
export const MAX_FIELDS = 128;
/** Bytes of names and values in one `fields` resource. */
export const MAX_FIELDS_BYTES: number = 32 * 1024;
/** Bytes of a request body kept while nobody reads it yet: a body written before its request is sent. */
export const MAX_UNSENT_BODY: number = 1024 * 1024;
/** Log lines passed on in one call; the rest is dropped and counted. */
export const MAX_LOG_LINES = 1000;
/** Progress reports passed on in one call. */
export const MAX_PROGRESS_REPORTS = 5000;
/** Notifications of changed lists passed on in one call. */
export const MAX_NOTIFICATIONS = 100;
/** Bytes of standard output and error passed on in one call; the rest is dropped and counted. */
export const MAX_OUTPUT_BYTES: number = 1024 * 1024;
/** Writes to standard output and error passed on in one call: a megabyte a byte at a time is a million frames. */
export const MAX_OUTPUT_WRITES = 4000;
/** Bytes of all one-way calls of one call, headers included: a thousand lines of log are 48 MB at worst. */
export const MAX_ONEWAY_BYTES: number = 12 * 1024 * 1024;
/** Bytes of one one-way frame of output. */
export const MAX_OUTPUT_FRAME: number = 32 * 1024;
/** Bytes from the end of standard error that explain a trap. */
export const MAX_ERROR_TAIL = 1024;
/** Bytes that a stream reads ahead of its guest. */
export const MAX_READ_AHEAD: number = 256 * 1024;
/** Bytes that one write to a stream takes. */
export const MAX_STREAM_WRITE: number = 1024 * 1024;
/** Bytes of one blocking write to a stream (`wasi:io/streams`, `blocking-write-and-flush`: up to 4096 bytes). */
export const MAX_BLOCKING_WRITE = 4096;
/** Depth of JSON that a guest gives as structured content; with the payload around it still within the host's bound. */
export const MAX_STRUCTURED_DEPTH = 60;
