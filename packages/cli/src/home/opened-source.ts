import type { SignedMaterial } from '@kami/registry';
import type { KamiError, Result } from '@kami/types';

/** A place that a tool is read from: a folder with a manifest, or a component alone. Disposing deletes what was fetched. */
export interface OpenedSource extends AsyncDisposable {
  /** Where it came from: as the operator gave it, and with the digest of what was fetched. */
  readonly source: string;
  readonly manifestText?: string;
  /** The file name without its extension, for a derived manifest. */
  readonly stem: string;
  /** The component; `path` is the manifest's, relative to it. */
  readComponent(path?: string): Promise<Result<Uint8Array, KamiError>>;
  /** Another file that the manifest names, at most `maxBytes`. */
  readFile(path: string, maxBytes: number): Promise<Result<Uint8Array, KamiError>>;
  /** What is signed as a whole, with its signatures; absent: signatures are files in or beside it. */
  readonly signed?: SignedMaterial;
}
