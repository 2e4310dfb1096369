/**
 * Frames between the host and an executor process.
 *
 * Threat: whoever breaks out of WebAssembly speaks this pipe. Rule: kinds are a closed set, every
 * length is checked before anything is allocated, and any violation ends the executor.
 *
 * Form: `u32le length · u8 kind · u32le id · u32le headerLength · JSON header · raw body`, where
 * `length` counts everything after itself. `id` is the job's number for `job` and `result`, the call's for
 * `call` and `reply`, and 0 elsewhere. The header is empty where there is none.
 */

/** Largest JSON header of a frame, in bytes. */
export const MAX_FRAME_HEADER: number = 64 * 1024;
/** Largest body of a frame, in bytes; longer data goes ahead of its frame in `chunk` frames. */
export const MAX_FRAME_BODY: number = 1024 * 1024;
/** Bytes of a frame before its header: length, kind, id and header length. */
export const FRAME_PREFIX = 13;

/** The closed set of frame kinds. `down` is host to executor, `up` is executor to host. */
export const FRAME_KINDS = {
  /** Either way: a part, exactly {@link MAX_FRAME_BODY} long, of the body of the next frame, which has the same id. */
  chunk: 1,
  /** Down: the component to serve. */
  load: 2,
  /** Down: make an instance ahead. */
  make: 3,
  /** Down: run one call. */
  job: 4,
  /** Down: the answer to a `call`. */
  reply: 5,
  /** Up: the process is there and its self-test held. */
  ready: 16,
  /** Up: the component is compiled. */
  loaded: 17,
  /** Up: an instance is made. */
  made: 18,
  /** Up: a host call that waits for its `reply`. */
  call: 19,
  /** Up: a host call without an answer. */
  oneway: 20,
  /** Up: what a job gave. */
  result: 21,
  /** Up: `load` or `make` failed. */
  fault: 22,
} as const;

/** Name of a frame kind. */
export type FrameKind = keyof typeof FRAME_KINDS;

const KIND_BY_NUMBER: ReadonlyMap<number, FrameKind> = new Map(
  Object.entries(FRAME_KINDS).flatMap(([name, number]) =>
    isFrameKind(name) ? [[number, name] as const] : [],
  ),
);

function isFrameKind(name: string): name is FrameKind {
  return Object.hasOwn(FRAME_KINDS, name);
}

/** The kind with this number on the wire, or nothing when there is none. */
export function frameKindOf(number: number): FrameKind | undefined {
  return KIND_BY_NUMBER.get(number);
}
