import hostSecrets from 'kami:host/secrets@0.1.0';
import { toHostFailure } from './host-failure.ts';

/** Why a secret cannot be read: the operator did not grant it, or has not set it. */
export type SecretErrorCode = 'not-granted' | 'not-set';

/** A secret cannot be read. */
export class SecretError extends Error {
  override readonly name: string = 'SecretError';
  readonly code: SecretErrorCode;

  constructor(code: SecretErrorCode, secret: string) {
    super(
      code === 'not-set'
        ? `the secret ${secret} is not set: the operator sets it with kami secret set ${secret}`
        : `the secret ${secret} is not granted: the operator grants it with --grant secret-read=${secret}`,
    );
    this.code = code;
  }
}

/** The secrets that a tool asked to read. */
export interface Secrets<Name extends string = string> {
  /** The secret. Throws a {@link SecretError}. */
  get(name: Name): string;
}

/** {@link Secrets} over `kami:host/secrets`. */
export const secrets: Secrets = {
  get: (name) => {
    try {
      return hostSecrets.get(name);
    } catch (thrown) {
      const tag = toHostFailure(thrown)?.tag;
      if (tag !== 'not-granted' && tag !== 'not-set') throw thrown;
      throw new SecretError(tag, name);
    }
  },
};
