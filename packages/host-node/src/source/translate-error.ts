import { kamiError, type ErrorDetail, type KamiError } from '@kami/types';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
  ELOOP: 'is a link that leads to itself',
  ENAMETOOLONG: 'has too long a name',
  EINVAL: 'is no valid path',
  ERR_INVALID_ARG_VALUE: 'is no valid path',
};

/** The error of a source that could not be read; `shown` is the path as the user gave it. */
export function translateError(shown: string, error: unknown, detail: ErrorDetail = {}): KamiError {
  const reason = REASONS[errorCode(error)] ?? 'could not be read';
  return kamiError('KAMI_SOURCE_UNREADABLE', `${JSON.stringify(shown)} ${reason}.`, {
    cause: error,
    ...detail,
  });
}

/** Node's code of an error, or nothing. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
