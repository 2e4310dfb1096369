import { utf8fromStringLoose, utf8toStringLoose } from '@exodus/bytes/utf8.js';
import host from 'kami:host/files@0.1.0';
import { hostBytes } from './host-bytes.ts';
import { FileError, withFileError } from './file-error.ts';

/** What a name stands for. */
export type FileKind = 'file' | 'directory' | 'other';

/** What is known about a file or folder. */
export interface FileInfo {
  readonly kind: FileKind;
  /** Bytes; 0 for what is no file. */
  readonly size: number;
  /** When the content was last changed. */
  readonly modifiedMs: number;
}

/** How much the host moves in one call. */
const CHUNK = 1 << 20;

/**
 * Files under `/data` (the tool's private folder) and `/mnt/NAME` (what the operator mounted).
 * Every function blocks until it is done, and throws a `FileError`.
 */
export const files = {
  /** The folders that were granted, by guest path. */
  roots: (): readonly { readonly path: string; readonly writable: boolean }[] => host.roots(),

  /** The bytes of a file. Throws `too-large` beyond `maxBytes` (default 32 MiB). */
  readBytes: (path: string, options: { readonly maxBytes?: number } = {}): Uint8Array => {
    const { maxBytes = 32 << 20 } = options;
    const chunks: Uint8Array[] = [];
    let size = 0;
    for (;;) {
      const chunk = withFileError(path, () => hostBytes(host.read(path, size, CHUNK)));
      if (chunk.length === 0) return concat(chunks, size);
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxBytes) throw new FileError('too-large', path, `it is over ${maxBytes} bytes`);
    }
  },

  /** The bytes of a file from an offset, at most `length` and at most 1 MiB; none at the end. */
  readSlice: (path: string, offset: number, length: number): Uint8Array =>
    withFileError(path, () => hostBytes(host.read(path, offset, Math.min(length, CHUNK)))),

  /** The text of a file, as UTF-8. Throws `too-large` beyond `maxBytes` (default 32 MiB). */
  readText: (path: string, options: { readonly maxBytes?: number } = {}): string =>
    utf8toStringLoose(files.readBytes(path, options)),

  /** Writes a file; `replace` unless said. */
  write: (
    path: string,
    data: string | Uint8Array,
    mode: 'create-new' | 'replace' | 'append' = 'replace',
  ): void => {
    const bytes = typeof data === 'string' ? utf8fromStringLoose(data) : data;
    withFileError(path, () => {
      host.write(path, bytes.subarray(0, CHUNK), mode);
      for (let at = CHUNK; at < bytes.length; at += CHUNK)
        host.write(path, bytes.subarray(at, at + CHUNK), 'append');
    });
  },

  /** What is in a folder, sorted by name. */
  list: (path: string): readonly { readonly name: string; readonly kind: FileKind }[] =>
    withFileError(path, () => host.entries(path)),

  /** What is known about a file or folder. */
  stat: (path: string): FileInfo => {
    const { kind, size, modified } = withFileError(path, () => host.stat(path));
    return { kind, size, modifiedMs: modified };
  },

  /** Whether there is something of this name. A path that is not granted throws. */
  exists: (path: string): boolean => {
    try {
      files.stat(path);
      return true;
    } catch (error) {
      if (error instanceof FileError && (error.code === 'not-found' || error.code === 'not-a-directory'))
        return false;
      throw error;
    }
  },

  /** Makes a folder; its parent must be there. One that exists already is no error. */
  makeDirectory: (path: string): void => {
    try {
      withFileError(path, () => host.makeDirectory(path));
    } catch (error) {
      if (!(error instanceof FileError && error.code === 'exists')) throw error;
    }
  },

  /** Removes a file. */
  remove: (path: string): void => withFileError(path, () => host.removeFile(path)),

  /** Removes an empty folder. */
  removeDirectory: (path: string): void => withFileError(path, () => host.removeDirectory(path)),

  /** Renames within one root; a file of the new name is replaced in one step. */
  rename: (path: string, to: string): void => withFileError(path, () => host.rename(path, to)),
} as const;

/** Files, as a tool has them that asked for a private folder. */
export type Files = typeof files;

/** Files, as a tool has them that asked for reading. */
export type ReadOnlyFiles = Pick<
  Files,
  'roots' | 'readBytes' | 'readSlice' | 'readText' | 'list' | 'stat' | 'exists'
>;

function concat(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const [only] = chunks;
  if (only !== undefined && chunks.length === 1) return only;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
