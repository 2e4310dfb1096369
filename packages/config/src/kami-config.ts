/** KAMI's effective configuration; what each setting means stands in `config/default.toml`. */
export interface KamiConfig {
  readonly log: {
    readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
    readonly format: 'auto' | 'pretty' | 'json';
  };
  readonly pool: {
    readonly executorsPerTool: number;
    /** Already resolved: never 0. */
    readonly maxProcesses: number;
    readonly idleTimeoutMs: number;
    readonly recycleCalls: number;
    readonly spare: boolean;
    readonly stock: number;
  };
  readonly queue: { readonly maxWaiting: number; readonly maxWaitMs: number };
  readonly limits: {
    readonly cancelGraceMs: number;
    readonly cpuSeconds: number;
    readonly prepareDeadlineMs: number;
    readonly startupDeadlineMs: number;
  };
  readonly serve: { readonly maxMessageKb: number; readonly listPollMs: number };
  readonly events: { readonly groupMs: number; readonly groupSize: number };
}
