import type { KamiError, Result } from '@kami/types';

/** What a registry is shown. */
export type RegistryCredential =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** A refresh token (RFC 6749, section 6), as `docker login` keeps one where the registry gave it. */
  | { readonly kind: 'identity-token'; readonly token: string };

/** Where the credentials of registries are kept. */
export interface RegistryCredentials {
  /** The credential of exactly this registry (`host` or `host:port`); nothing where there is none. Error: `KAMI_SECRETS_UNUSABLE`. */
  find(registry: string, signal: AbortSignal): Promise<Result<RegistryCredential | undefined, KamiError>>;
}
