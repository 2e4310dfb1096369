/** Where the chunks of a stream come from. */
export interface StreamSource<T> {
  start?(controller: StreamController<T>): unknown;
  /** Called when somebody reads and nothing is there; not again before what it returns has settled. */
  pull?(controller: StreamController<T>): unknown;
  cancel?(reason: unknown): unknown;
}

/** How a source gives its chunks. */
export interface StreamController<T> {
  enqueue(chunk: T): void;
  close(): void;
  error(reason: unknown): void;
}

/** What one read gave. */
export type StreamRead<T> =
  | { readonly done: false; readonly value: T }
  | { readonly done: true; readonly value: undefined };

/** Reads a stream that nobody else reads meanwhile. */
export interface StreamReader<T> {
  read(): Promise<StreamRead<T>>;
  cancel(reason?: unknown): Promise<void>;
  releaseLock(): void;
}
