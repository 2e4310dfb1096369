/** KAMI's effective configuration; what each setting means stands in `config/default.toml`. */
export interface KamiConfig {
  readonly log: {
    readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
    readonly format: 'auto' | 'pretty' | 'json';
  };
  readonly pool: {
    /** Already resolved: never 0. */
    readonly executorsPerTool: number;
    /** Already resolved: never 0. */
    readonly maxProcesses: number;
    readonly isolation: 'shared' | 'process';
    readonly idleTimeoutMs: number;
    readonly recycleCalls: number;
    readonly recycleMemoryMb: number;
    readonly spare: boolean;
    readonly stock: number;
  };
  readonly queue: { readonly maxWaiting: number; readonly maxWaitMs: number };
  /** How tools are kept to the folders lent to them. */
  readonly files: { readonly jail: 'auto' | 'walk' | 'copy' };
  /** What executors stand behind, and without which walls nothing runs. */
  readonly sandbox: {
    readonly walls: 'auto' | 'process';
    readonly require: readonly ('process' | 'bubblewrap' | 'seccomp')[];
  };
  /** How tools reach the network; empty where nothing is said. */
  readonly network: { readonly caFile: string; readonly dns: readonly string[]; readonly proxy: string };
  /** Where tools may come from, each `HOST[:PORT]`. */
  readonly registry: {
    readonly private: readonly string[];
    readonly plainHttp: readonly string[];
    readonly tokenRealms: readonly string[];
  };
  /** Where secrets are kept. */
  readonly secrets: { readonly store: 'auto' | 'keyring' | 'file' };
  /** What a missing signature means where no table `[trust.NAME]` is about a tool's source. */
  readonly signatures: { readonly policy: 'require' | 'warn' | 'off' };
  readonly limits: {
    readonly cancelGraceMs: number;
    readonly cpuSeconds: number;
    readonly memoryAllowanceMb: number;
    readonly prepareDeadlineMs: number;
    readonly startupDeadlineMs: number;
  };
  readonly serve: {
    readonly maxMessageKb: number;
    readonly listPollMs: number;
    readonly drainMs: number;
    readonly listPage: number;
    readonly stallMs: number;
  };
  /** What tools may ask of the person or the model behind a client. */
  readonly ask: { readonly maxParked: number; readonly waitMs: number; readonly permissions: boolean };
  readonly http: {
    readonly port: number;
    readonly maxSessions: number;
    readonly sessionIdleMs: number;
    readonly maxConcurrent: number;
    readonly requestsPerSecond: number;
    readonly burst: number;
    readonly maxConnections: number;
    readonly headersTimeoutMs: number;
    readonly requestTimeoutMs: number;
  };
  readonly events: { readonly groupMs: number; readonly groupSize: number };
}
