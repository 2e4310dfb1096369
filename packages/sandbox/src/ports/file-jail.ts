import type { FsErrorCode, FsNodeType, FsOpenFlags, FsStat } from '@kami/protocol';
import type { Result } from '@kami/types';

/** A folder of the host that becomes the root of a jail. */
export interface JailRoot {
  /** Absolute path on the host. */
  readonly hostPath: string;
  /** Whether the path had its links resolved when it was lent: if it leads elsewhere by now, it is not opened. */
  readonly resolved?: boolean;
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
  /** At most `length` bytes from `offset`; fewer at the end, none past it. */
  read(offset: number, length: number): Promise<Result<Uint8Array, FsErrorCode>>;
  /** Writes all of `data` at `offset` or at the end; gives the count. */
  write(offset: number | 'end', data: Uint8Array): Promise<Result<number, FsErrorCode>>;
  setSize(size: number): Promise<Result<void, FsErrorCode>>;
  setTimes(times: JailTimes): Promise<Result<void, FsErrorCode>>;
  sync(): Promise<Result<void, FsErrorCode>>;
}

/** Something opened in a jail. */
export type JailNode = JailDirectory | JailFile;

/** Opens folders of the host such that nothing outside them can be reached. */
export interface FileJail {
  open(root: JailRoot): Promise<Result<JailDirectory, FsErrorCode>>;
}
