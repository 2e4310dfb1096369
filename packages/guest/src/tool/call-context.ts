/** Writes to KAMI's log and to the client, where it asked for logs; `data` must be JSON. */
export type LogLine = (message: string, data?: unknown) => void;

/** What the client can be asked for, and what it takes of a running call. */
export type ClientFeatures = Readonly<
  Record<'form' | 'url' | 'sampling' | 'roots' | 'logging' | 'progress', boolean>
>;

/** The call that is running, as `run` sees it. */
export interface CallContext {
  readonly log: {
    readonly debug: LogLine;
    readonly info: LogLine;
    readonly notice: LogLine;
    readonly warning: LogLine;
    readonly error: LogLine;
  };
  /** How far the call is: `done` grows, `total` is in the same unit. */
  readonly progress: (done: number, total?: number, message?: string) => void;
  /** True when the caller has withdrawn the call: tidy up and return. */
  readonly cancelled: () => boolean;
  /** KAMI's id of the call. */
  readonly id: string;
  /** W3C trace context, to be passed on to other services. */
  readonly traceparent: string;
  /** What the client offers; see `ask`. */
  readonly client: ClientFeatures;
  /** Milliseconds left before the call is ended. */
  readonly remainingMs: () => number;
}
