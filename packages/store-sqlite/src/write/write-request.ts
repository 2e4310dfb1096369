import type { AccessToken, InstallationState, InstalledTool, PreparedReference } from '@kami/registry';
import type { Digest, KamiError, Permission, RuntimeEvent, ToolId } from '@kami/types';

/** A change of the catalogue or of a grant, with its events. */
export type CatalogueChange =
  | {
      readonly kind: 'install';
      readonly tool: InstalledTool;
      readonly events: readonly RuntimeEvent[];
      /** The revision that the catalogue must have; absent: any. */
      readonly revision: number | undefined;
    }
  | {
      readonly kind: 'put';
      readonly id: ToolId;
      readonly digest: Digest;
      readonly contractHash: Digest;
      readonly permission: Permission;
      readonly state: InstallationState;
      readonly events: readonly RuntimeEvent[];
      /** The revision that the catalogue must have. */
      readonly revision: number;
    }
  | {
      readonly kind: 'replace-prepared';
      readonly id: ToolId;
      readonly digest: Digest;
      readonly contractHash: Digest;
      /** The prepared form that the version must have. */
      readonly current: PreparedReference;
      readonly prepared: PreparedReference;
      readonly events: readonly RuntimeEvent[];
    }
  | { readonly kind: 'remove'; readonly id: ToolId; readonly events: readonly RuntimeEvent[] };

/** A change of the access tokens, with its events. */
export type TokenChange =
  | {
      readonly kind: 'create-token';
      readonly token: AccessToken;
      readonly events: readonly RuntimeEvent[];
    }
  | {
      readonly kind: 'revoke-token';
      readonly id: string;
      /** RFC 3339, UTC. */
      readonly at: string;
      readonly events: readonly RuntimeEvent[];
    };

/** Names a record of an examined component; no part of the catalogue. */
export interface KeepExamination {
  readonly kind: 'keep-examination';
  readonly component: Digest;
  /** File name of the record. */
  readonly key: string;
  readonly record: Digest;
}

/** What the store thread is asked for. */
export type WriteRequest =
  /** Makes the database, or brings its schema to this KAMI's version. */
  | { readonly kind: 'prepare' }
  | CatalogueChange
  /** Appends events of what an operator decided outside the catalogue; they survive a power cut. */
  | { readonly kind: 'decide'; readonly events: readonly RuntimeEvent[] }
  | TokenChange
  | KeepExamination
  /** Appends groups of events in one transaction; each group is appended whole or not at all. */
  | { readonly kind: 'append'; readonly groups: readonly (readonly RuntimeEvent[])[] }
  /** Closes the database; the thread ends after its answer. */
  | { readonly kind: 'close' };

/** What became of each part of a request, in order: `append` has one part per group, every other request one. */
export type WriteOutcome = readonly (KamiError | undefined)[];

/** What the store thread is started with. */
export interface WriterOptions {
  /** Path of the database file. */
  readonly path: string;
  /** How long a write waits for another process's lock, in milliseconds. */
  readonly busyTimeoutMs: number;
  /** The largest number of pages that the database may have; absent: no bound. */
  readonly maxPages?: number;
}

const KINDS: Readonly<Record<WriteRequest['kind'], true>> = {
  prepare: true,
  install: true,
  put: true,
  'replace-prepared': true,
  remove: true,
  decide: true,
  'create-token': true,
  'revoke-token': true,
  'keep-examination': true,
  append: true,
  close: true,
};

/** Whether a value is a request of the main thread, which is trusted with the rest of its form. */
export function isWriteRequest(value: unknown): value is WriteRequest {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  return typeof value.kind === 'string' && Object.hasOwn(KINDS, value.kind);
}

/** Whether a value is what the store thread is started with. */
export function isWriterOptions(value: unknown): value is WriterOptions {
  if (typeof value !== 'object' || value === null || !('path' in value) || !('busyTimeoutMs' in value))
    return false;
  const isPages = !('maxPages' in value) || typeof value.maxPages === 'number';
  return typeof value.path === 'string' && typeof value.busyTimeoutMs === 'number' && isPages;
}
