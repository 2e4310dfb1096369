import type { Collection, CollectOptions, HomeVerification } from '@kami/runtime';
import type { KamiError, Result } from '@kami/types';

/** What is to be backed up, and to where. */
export interface BackupOptions {
  /** Path of the archive. */
  readonly file: string;
  /** Whether secrets that are kept in files go in, too; those of a keyring never do. */
  readonly secrets: boolean;
  /** Whether an archive that is there already is replaced. */
  readonly replace: boolean;
  readonly onStep: (what: string) => void;
}

/** What is in a backup. */
export interface BackupReport {
  readonly files: number;
  readonly bytes: number;
  /** Names of the secrets in it. */
  readonly secrets: readonly string[];
  /** Names of the secrets of the home that are not in it. */
  readonly secretsLeftOut: readonly string[];
  /** Files and folders of the home that are never in it and are there: configuration, trusted root, private folders. */
  readonly leftOut: readonly string[];
}

/** What was put in the place of a home's former state. */
export interface RestoreReport {
  /** Tools that are installed since. */
  readonly tools: number;
  /** When the backup was made, RFC 3339. */
  readonly madeAt: string;
  /** Copy of the former database; absent where there was none. */
  readonly former?: string;
  /** Names of secrets that the backup has and the home had already: the home's were kept. */
  readonly keptSecrets: readonly string[];
  /** What active tools may do that they might not do before; empty where there was no home before. */
  readonly returnedGrants: readonly { readonly tool: string; readonly grants: readonly string[] }[];
}

/** Payloads of old events that were shredded, or would be; their rows and hashes stay. */
export interface ShreddedPayloads {
  readonly payloads: number;
  readonly bytes: number;
}

/** What looks after a home. */
export interface Upkeep {
  /** Deletes what nothing names. */
  collect(options: CollectOptions): Promise<Result<Collection, KamiError>>;
  /** Shreds the payloads of events that are older than so many days. */
  shred(days: number, dryRun: boolean): Promise<Result<ShreddedPayloads, KamiError>>;
  /** Checks every row and stored file. */
  verify(onStep: (what: string) => void): Promise<Result<HomeVerification, KamiError>>;
  /** Writes one archive of the home while others use it. */
  backUp(options: BackupOptions): Promise<Result<BackupReport, KamiError>>;
  /** Puts a backup in the place of what is installed, whole or not at all. */
  restore(file: string, onStep: (what: string) => void): Promise<Result<RestoreReport, KamiError>>;
}
