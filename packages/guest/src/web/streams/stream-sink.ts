/** Where the chunks that are written go (WHATWG Streams standard, section 5.2.3). */
export interface StreamSink<T> {
  start?(controller: SinkController): unknown;
  /** Not called again before what it returns has settled. */
  write?(chunk: T, controller: SinkController): unknown;
  close?(): unknown;
  abort?(reason: unknown): unknown;
}

/** How a sink says that it takes no more. */
export interface SinkController {
  error(reason?: unknown): void;
}

/** Writes to a stream that nobody else writes to meanwhile. */
export interface StreamWriter<T> {
  readonly closed: Promise<undefined>;
  /** Settles when the stream takes more. */
  readonly ready: Promise<undefined>;
  readonly desiredSize: number | null;
  write(chunk: T): Promise<undefined>;
  close(): Promise<undefined>;
  abort(reason?: unknown): Promise<undefined>;
  releaseLock(): void;
}
