import { kamiError, type KamiError } from '@kami/types';
import { failureReason } from '../failure-reason.ts';

/** A failure to read or write a file of secrets, as `KAMI_SECRETS_UNUSABLE`. */
export function translateError(path: string, cause: unknown): KamiError {
  return kamiError('KAMI_SECRETS_UNUSABLE', `${path} cannot be used: ${failureReason(cause)}.`, { cause });
}

/** A failure of the keyring; its own words are left out of the message, since they may name what was kept. */
export function keyringError(what: string, cause?: unknown): KamiError {
  return kamiError('KAMI_SECRETS_UNUSABLE', `The system's keyring ${what}.`, {
    ...(cause === undefined ? {} : { cause }),
    hint: 'Unlock or start it, or keep secrets in files: secrets.store = "file" in config.toml, then kami secret set again.',
  });
}
