/**
 * Threat: a folder whose component is signed, while its manifest asks for more or says something else. Rule: the
 * signature of a folder is over a listing of all that is read of it: the manifest, the component, and what the manifest
 * names.
 */
import type { Digest } from '@kami/types';

/** A file of a folder, by its path relative to the manifest, `/`-separated. */
export interface ListedFile {
  readonly path: string;
  readonly digest: Digest;
}

/**
 * The listing of a folder, in UTF-8: a line for each file, sorted by path in the order of code units, each the digest,
 * two spaces, the path and a line feed, as `sha256sum` writes them.
 */
export function folderListing(files: readonly ListedFile[]): Uint8Array {
  const byPath = new Map(files.map((file) => [file.path, file.digest]));
  const lines = [...byPath]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, digest]) => `${digest}  ${path}\n`);
  return new TextEncoder().encode(lines.join(''));
}
