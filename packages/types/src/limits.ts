/** What a call of a tool may use at most. */
export interface ResourceLimits {
  /** Sum over all linear memories, in MiB. */
  readonly maxMemoryMb: number;
  /** Wall time of one call from dispatch, in milliseconds. */
  readonly maxExecutionMs: number;
  /** Size of the answer, in KiB, before it is parsed. */
  readonly maxOutputKb: number;
  /** Size of the private folder, in MiB. */
  readonly maxStorageMb: number;
  /** Calls of this tool at the same time, per KAMI process. */
  readonly maxConcurrency: number;
}

/** One limit: what applies when nothing is said, and how far a manifest may go. */
export interface LimitRange {
  readonly default: number;
  readonly maximum: number;
}

/** Defaults and maxima of every limit; a minimum is 1 each. */
export const LIMIT_RANGES: { readonly [K in keyof ResourceLimits]: LimitRange } = {
  maxMemoryMb: { default: 64, maximum: 4096 },
  maxExecutionMs: { default: 5000, maximum: 600_000 },
  maxOutputKb: { default: 1024, maximum: 65_536 },
  maxStorageMb: { default: 64, maximum: 10_240 },
  maxConcurrency: { default: 4, maximum: 64 },
};

/** Largest component, in bytes: engines in JavaScript guests have 12 MB. */
export const MAX_COMPONENT_BYTES: number = 64 * 1024 * 1024;

/** Largest manifest, in bytes: far more than one needs, little enough to parse. */
export const MAX_MANIFEST_BYTES: number = 1024 * 1024;

/** Pages of 64 KiB in one MiB: `maxMemoryMb` as WebAssembly counts memory (Core specification, section 4.2.8). */
export const PAGES_PER_MIB = 16;

/** The limits of a tool that states none. */
export const DEFAULT_LIMITS: ResourceLimits = {
  maxMemoryMb: LIMIT_RANGES.maxMemoryMb.default,
  maxExecutionMs: LIMIT_RANGES.maxExecutionMs.default,
  maxOutputKb: LIMIT_RANGES.maxOutputKb.default,
  maxStorageMb: LIMIT_RANGES.maxStorageMb.default,
  maxConcurrency: LIMIT_RANGES.maxConcurrency.default,
};
