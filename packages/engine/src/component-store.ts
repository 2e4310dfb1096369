import type { Digest, KamiError, Result } from '@kami/types';

/** Components and prepared forms of a home, by digest. Writing is atomic: whole or not at all. */
export interface ComponentStore {
  /** Stores a component; storing the same bytes again changes nothing. */
  putComponent(digest: Digest, bytes: Uint8Array): Promise<Result<void, KamiError>>;
  /** Stores a prepared form beside its component. */
  putPrepared(digest: Digest, key: string, bytes: Uint8Array): Promise<Result<void, KamiError>>;
  /** The component's bytes, digest verified. Errors: `KAMI_STORE_CORRUPT`. */
  readComponent(digest: Digest): Promise<Result<Uint8Array, KamiError>>;
  /** A prepared form's bytes, digest verified. Errors: `KAMI_STORE_CORRUPT`. */
  readPrepared(digest: Digest, key: string, expected: Digest): Promise<Result<Uint8Array, KamiError>>;
  /** Deletes a prepared form; where there is none, nothing happens. */
  removePrepared(digest: Digest, key: string): Promise<Result<void, KamiError>>;
}
