import type { KamiError, Result } from '@kami/types';

/** The operator's secrets, as calls use them. */
export interface SecretStore {
  /**
   * The secret's value as it is at this moment, or nothing when it is not set. Errors: `KAMI_SECRETS_UNUSABLE`,
   * `KAMI_STORE_CORRUPT`.
   */
  get(name: string): Promise<Result<string | undefined, KamiError>>;
}

/** Where a secret's value is kept: the operating system's keyring, or a file that only its owner may read. */
export type SecretPlace = 'keyring' | 'file';

/** What is known of a secret without its value. */
export interface SecretEntry {
  readonly name: string;
  readonly kept: SecretPlace;
  /** When it was set: UTC, RFC 3339. */
  readonly setAt: string;
}

/** The operator's secrets, as the operator changes them. Errors: those of {@link SecretStore}. */
export interface SecretVault extends SecretStore {
  /** Every secret, sorted by name, without its value. */
  list(): Promise<Result<readonly SecretEntry[], KamiError>>;
  /** One of them, or nothing when it is not set. */
  find(name: string): Promise<Result<SecretEntry | undefined, KamiError>>;
  /** Sets a secret, whole or not at all; says where it is kept. */
  set(name: string, value: string, setAt: string): Promise<Result<SecretPlace, KamiError>>;
  /** Removes a secret; false when there was none. */
  remove(name: string): Promise<Result<boolean, KamiError>>;
  /** Where the next secret would be kept. */
  place(): Promise<Result<SecretPlace, KamiError>>;
}
