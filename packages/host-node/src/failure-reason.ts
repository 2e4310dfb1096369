const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'access is denied',
  EPERM: 'access is denied',
  EROFS: 'the file system is read-only',
  EMFILE: 'too many files are open',
  ENOTDIR: 'something else stands in its place',
  EISDIR: 'something else stands in its place',
  EEXIST: 'something else stands in its place',
  ELOOP: 'a link stands in its place',
  ERR_SQLITE_ERROR: 'its lock file cannot be used',
};

/** Why a file or folder of the home failed, as the end of a sentence: words for the codes that happen, else the code. Names no path. */
export function failureReason(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return REASONS[code] ?? (code === '' ? 'an unknown error' : code);
}
