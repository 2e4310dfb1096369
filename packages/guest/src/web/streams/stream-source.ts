/** Where the chunks of a stream come from (WHATWG Streams standard, section 4.2.3). */
export interface StreamSource<T> {
  start?(controller: StreamController<T>): unknown;
  /** Called while the queue has room or somebody reads; not again before what it returns has settled. */
  pull?(controller: StreamController<T>): unknown;
  cancel?(reason: unknown): unknown;
}

/** How a source gives its chunks. */
export interface StreamController<T> {
  /** How much more the queue takes; 0 once closed, `null` once failed. */
  readonly desiredSize: number | null;
  enqueue(chunk: T): void;
  close(): void;
  error(reason?: unknown): void;
}

/** What one read gave. */
export type StreamRead<T> =
  | { readonly done: false; readonly value: T }
  | { readonly done: true; readonly value: undefined };

/** Reads a stream that nobody else reads meanwhile. */
export interface StreamReader<T> {
  readonly closed: Promise<undefined>;
  read(): Promise<StreamRead<T>>;
  cancel(reason?: unknown): Promise<void>;
  releaseLock(): void;
}

/** How much a queue holds, and what a chunk counts. */
export interface QueuingStrategy<T> {
  readonly highWaterMark?: number;
  readonly size?: (chunk: T) => number;
}
