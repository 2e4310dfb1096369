/** What a tool asks its operator for. The build writes it as `[security]` of `tool.toml` (`docs/manifest.md`). */
export interface Requests {
  /** Hosts that `ctx.fetch` may reach: `[METHODS ][http://|https://][*.]host[:port]`, such as `GET api.example.com`. */
  readonly net?: readonly string[];
  /**
   * What `ctx.files` may open: `read-only`, the folders that the operator lends, for reading; `sandbox`, these for
   * writing too, and a private folder `/data` that is kept between calls.
   */
  readonly files?: 'read-only' | 'sandbox';
  /** Names of the values that `ctx.config` reads; the operator gives them as environment variables. */
  readonly config?: readonly string[];
  /** Names of secrets that the host puts into requests; the tool never holds them. */
  readonly secrets?: readonly string[];
  /** Names of the secrets that `ctx.secrets` reads. */
  readonly secretsRead?: readonly string[];
}

/** Bounds of a call; what is left out has KAMI's default (`docs/manifest.md`). */
export interface Limits {
  /** Sum of all linear memories (MiB). */
  readonly memoryMb?: number;
  /** One call, from dispatch (milliseconds). */
  readonly executionMs?: number;
  /** One answer (KiB). */
  readonly outputKb?: number;
  /** The private folder (MiB). */
  readonly storageMb?: number;
  /** Calls at once. */
  readonly concurrency?: number;
  /** `process`: every call has a process of its own. */
  readonly isolation?: 'shared' | 'process';
}
