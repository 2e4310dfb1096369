/** Error codes of `wasi:filesystem/types@0.2.x`, `error-code`, as far as KAMI gives them. */
export const FS_ERROR_CODES = [
  'access',
  'bad-descriptor',
  'busy',
  'exist',
  'file-too-large',
  'illegal-byte-sequence',
  'interrupted',
  'invalid',
  'io',
  'is-directory',
  'loop',
  'name-too-long',
  'no-entry',
  'insufficient-memory',
  'insufficient-space',
  'not-directory',
  'not-empty',
  'unsupported',
  'overflow',
  'not-permitted',
  'quota',
  'read-only',
  'invalid-seek',
  'text-file-busy',
  'cross-device',
  'would-block',
  'too-many-links',
  'no-device',
] as const;

/** One of {@link FS_ERROR_CODES}. */
export type FsErrorCode = (typeof FS_ERROR_CODES)[number];

/** Kind of a file system object, as in `wasi:filesystem/types`, `descriptor-type`. */
export type FsNodeType =
  | 'unknown'
  | 'block-device'
  | 'character-device'
  | 'directory'
  | 'fifo'
  | 'symbolic-link'
  | 'regular-file'
  | 'socket';

/** How a file is to be opened. */
export interface FsOpenFlags {
  readonly create: boolean;
  readonly exclusive: boolean;
  readonly truncate: boolean;
  readonly directory: boolean;
  readonly write: boolean;
  /** Whether a link as the last component is followed (within the mount). */
  readonly followLinks: boolean;
}

/** Metadata; times are nanoseconds since 1970 as decimal strings, below zero before. */
export interface FsStat {
  readonly type: FsNodeType;
  readonly size: number;
  readonly linkCount: number;
  readonly accessedNanos: string;
  readonly modifiedNanos: string;
  readonly changedNanos: string;
  /** Identity of the object: the same for two descriptors of one object, opaque to the guest. */
  readonly identity: string;
}

/** Operations on files. `handle` is the host's, of this call; `path` is relative to a directory handle. */
export type FsCall =
  | { readonly op: 'fs.open'; readonly handle: number; readonly path: string; readonly flags: FsOpenFlags }
  | { readonly op: 'fs.read'; readonly handle: number; readonly offset: number; readonly length: number }
  | { readonly op: 'fs.write'; readonly handle: number; readonly offset: number | 'end' }
  | { readonly op: 'fs.stat'; readonly handle: number }
  | {
      readonly op: 'fs.stat-at';
      readonly handle: number;
      readonly path: string;
      readonly followLinks: boolean;
    }
  | { readonly op: 'fs.list'; readonly handle: number }
  | { readonly op: 'fs.make-directory'; readonly handle: number; readonly path: string }
  | { readonly op: 'fs.remove'; readonly handle: number; readonly path: string; readonly directory: boolean }
  | {
      readonly op: 'fs.rename';
      readonly handle: number;
      readonly path: string;
      readonly toHandle: number;
      readonly toPath: string;
    }
  | { readonly op: 'fs.read-link'; readonly handle: number; readonly path: string }
  | { readonly op: 'fs.set-size'; readonly handle: number; readonly size: number }
  | {
      readonly op: 'fs.set-times';
      readonly handle: number;
      readonly path?: string;
      readonly followLinks: boolean;
      /** Nanoseconds since 1970 as a decimal string, `now`, or nothing for no change. */
      readonly accessed?: string;
      readonly modified?: string;
    }
  | { readonly op: 'fs.sync'; readonly handle: number };

/** What an operation on files gives back in the header of its reply. */
export type FsReply =
  /** `fs.open`. For a regular file opened for reading the body holds its first bytes (at most 64 KiB). */
  | { readonly ok: 'open'; readonly handle: number; readonly stat: FsStat }
  /** `fs.read`: the body holds the bytes. */
  | { readonly ok: 'read'; readonly end: boolean }
  | { readonly ok: 'written'; readonly count: number }
  | { readonly ok: 'stat'; readonly stat: FsStat }
  /** `fs.list`: the body is the JSON text of `{name, type}[]`, without `.` and `..`. */
  | { readonly ok: 'list' }
  | { readonly ok: 'link'; readonly target: string }
  | { readonly ok: 'done' }
  /** `message` says what was denied and the grant that would allow it; it may be shown to the guest. */
  | { readonly fsError: FsErrorCode; readonly message?: string };
