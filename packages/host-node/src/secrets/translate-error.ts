import { kamiError, type KamiError } from '@kami/types';

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'access is denied',
  EPERM: 'access is denied',
  EROFS: 'the file system is read-only',
  EMFILE: 'too many files are open',
  ENOTDIR: 'something else stands in its place',
  EISDIR: 'something else stands in its place',
  ELOOP: 'a link stands in its place',
};

/** A failure to read or write a file of secrets, as `KAMI_SECRETS_UNUSABLE`. */
export function translateError(path: string, cause: unknown): KamiError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason = REASONS[code] ?? (code === '' ? 'an unknown error' : code);
  return kamiError('KAMI_SECRETS_UNUSABLE', `${path} cannot be used: ${reason}.`, { cause });
}

/** A failure of the keyring; its own words are left out of the message, since they may name what was kept. */
export function keyringError(what: string, cause?: unknown): KamiError {
  return kamiError('KAMI_SECRETS_UNUSABLE', `The system's keyring ${what}.`, {
    ...(cause === undefined ? {} : { cause }),
    hint: 'Unlock or start it, or keep secrets in files: secrets.store = "file" in config.toml, then kami secret set again.',
  });
}
