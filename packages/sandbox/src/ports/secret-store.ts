import type { KamiError, Result } from '@kami/types';

/** The operator's secrets. */
export interface SecretStore {
  /** The secret's value, or nothing when it is not set. */
  get(name: string): Promise<Result<string | undefined, KamiError>>;
}
