import type { FsOpenFlags } from '@kami/protocol';

/** `kami:host/files`, `write-mode`. */
export type WriteMode = 'create-new' | 'replace' | 'append';

/** A file for reading. */
export const OPEN_TO_READ: FsOpenFlags = {
  create: false,
  exclusive: false,
  truncate: false,
  directory: false,
  write: false,
  followLinks: true,
};
/** A folder. */
export const OPEN_FOLDER: FsOpenFlags = { ...OPEN_TO_READ, directory: true };
/** A file for writing, by how. */
export const OPEN_TO_WRITE: Readonly<Record<WriteMode, FsOpenFlags>> = {
  'create-new': { ...OPEN_TO_READ, write: true, create: true, exclusive: true },
  replace: { ...OPEN_TO_READ, write: true, create: true, truncate: true },
  append: { ...OPEN_TO_READ, write: true, create: true },
};
