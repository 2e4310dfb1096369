import { kamiError, type KamiError } from '@kami/types';

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'access is denied',
  EPERM: 'access is denied',
  EROFS: 'the file system is read-only',
  EMFILE: 'too many files are open',
  ENOTDIR: 'something else stands in its place',
  EEXIST: 'something else stands in its place',
  ERR_SQLITE_ERROR: 'its lock file cannot be used',
};

/** A failure to make, lock or remove a tool's private folder. The message names no path of the host: a client may read it. */
export function translateFolderError(cause: unknown, tool: string): KamiError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason = REASONS[code] ?? (code === '' ? 'an unknown error' : code);
  return kamiError('KAMI_HOME_UNUSABLE', `The private folder of ${tool} cannot be used: ${reason}.`, {
    cause,
    hint: 'kami doctor shows where the home is and what is wrong with it.',
  });
}
