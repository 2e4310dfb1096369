import type { KamiError, Result } from '@kami/types';

/** What a file or folder of a home is, beside its database, configuration and secrets. */
export type HomeFileKind =
  /** A component of the store. */
  | 'component'
  /** A prepared form of the store. */
  | 'prepared'
  /** A file that was being written when its process ended. */
  | 'unfinished'
  /** A folder of `tmp/`. */
  | 'temporary'
  /** A copy of the database that was kept before a change. */
  | 'kept-copy'
  /** The private folder of a tool. */
  | 'private-folder';

/** A file or folder of a home that may be collected. */
export interface HomeFile {
  readonly kind: HomeFileKind;
  /** Relative to the home, with `/` between folders. */
  readonly path: string;
  /** As rows name it: `<digest>` a component, `<digest>/<key>` a prepared form, else the last part of the path. */
  readonly name: string;
  /** Of everything in it. */
  readonly bytes: number;
  /** When it was written or taken into use last, in milliseconds since 1970. */
  readonly changedAt: number;
  /** Whether the process that its name tells still runs. */
  readonly inUse: boolean;
}

/** The files of a home, for what looks after them. */
export interface HomeFiles {
  /** Every file that may be collected. Errors: `KAMI_STORE_FAILED`. */
  list(): Promise<Result<readonly HomeFile[], KamiError>>;
  /**
   * Deletes a file unless it was taken into use within the last `graceMs` milliseconds, also while this runs; says whether it
   * did. Errors: `KAMI_STORE_FAILED`.
   */
  collect(file: HomeFile, graceMs: number): Promise<Result<boolean, KamiError>>;
}
