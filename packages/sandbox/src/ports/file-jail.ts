import type { FsErrorCode, FsNodeType, FsOpenFlags, FsStat } from '@kami/protocol';
import type { Result } from '@kami/types';

/** A folder of the host that becomes the root of a jail. */
export interface JailRoot {
  /** Absolute path on the host. */
  readonly hostPath: string;
  /**
   * Whether it is a folder that the operator lent: others may change it meanwhile, and as its links were resolved when it
   * was lent, it is not opened if it leads elsewhere by now. Else it is the host's own.
   */
  readonly lent?: boolean;
  readonly writable: boolean;
  /** Bytes and files that may be in it; absent for no bound of KAMI's own. */
  readonly quota?: { readonly maxBytes: number; readonly maxFiles: number };
}

/** An entry of a directory. */
export interface JailEntry {
  readonly name: string;
  readonly type: FsNodeType;
}

/** New times in nanoseconds since 1970 (decimal), `now`, or absent for no change. */
export interface JailTimes {
  readonly accessed?: string;
  readonly modified?: string;
}

/** An opened directory. Paths are relative to it and never lead outside its root. */
export interface JailDirectory extends AsyncDisposable {
  readonly kind: 'directory';
  stat(): Promise<Result<FsStat, FsErrorCode>>;
  statAt(path: string, followLinks: boolean): Promise<Result<FsStat, FsErrorCode>>;
  open(path: string, flags: FsOpenFlags): Promise<Result<JailNode, FsErrorCode>>;
  list(): Promise<Result<readonly JailEntry[], FsErrorCode>>;
  makeDirectory(path: string): Promise<Result<void, FsErrorCode>>;
  remove(path: string, directory: boolean): Promise<Result<void, FsErrorCode>>;
  rename(path: string, to: JailDirectory, toPath: string): Promise<Result<void, FsErrorCode>>;
  readLink(path: string): Promise<Result<string, FsErrorCode>>;
  setTimesAt(path: string, followLinks: boolean, times: JailTimes): Promise<Result<void, FsErrorCode>>;
  sync(): Promise<Result<void, FsErrorCode>>;
}

/** An opened regular file. */
export interface JailFile extends AsyncDisposable {
  readonly kind: 'file';
  stat(): Promise<Result<FsStat, FsErrorCode>>;
  /**
   * At most `length` bytes from `offset`; fewer at the end, none past it. They are valid until the next read below the
   * same root.
   */
  read(offset: number, length: number): Promise<Result<Uint8Array, FsErrorCode>>;
  /** Writes all of `data` at `offset` or at the end; gives the count. */
  write(offset: number | 'end', data: Uint8Array): Promise<Result<number, FsErrorCode>>;
  setSize(size: number): Promise<Result<void, FsErrorCode>>;
  setTimes(times: JailTimes): Promise<Result<void, FsErrorCode>>;
  sync(): Promise<Result<void, FsErrorCode>>;
}

/** Something opened in a jail. */
export type JailNode = JailDirectory | JailFile;

/** Why a folder was not opened. */
export interface JailRefusal {
  readonly code: FsErrorCode;
  /** Where the jail's own rules refused it: the rule, and what broke it in words that name nothing of the host. */
  readonly rule?: { readonly name: string; readonly why: string };
}

/** Why changes could not be kept, in words that name nothing of the host but the entry, relative to the root. */
export interface KeepFailure {
  readonly entry: string;
  readonly why: string;
  /** Whether it is that somebody else changed the entry. */
  readonly conflict: boolean;
}

/** An opened root. */
export interface JailMount extends JailDirectory {
  /**
   * Keeps what was changed below the root. Where changes are made in place there is nothing to do; where they are made
   * in a copy, either all of them are kept or an error says what stood in the way.
   */
  keep(): Promise<Result<void, KeepFailure>>;
}

/** Opens folders of the host such that nothing outside them can be reached. */
export interface FileJail {
  open(root: JailRoot): Promise<Result<JailMount, JailRefusal>>;
}
