import type { FsErrorCode } from '@kami/protocol';
import type { JailRefusal } from '@kami/sandbox';
import { err, ok, type Result } from '@kami/types';

/** Something that the jail itself refuses, on its way to the one place where errors become values. */
export class Refusal extends Error {
  readonly refusal: FsErrorCode;
  constructor(refusal: FsErrorCode) {
    super(refusal);
    this.refusal = refusal;
  }
}

const CODES: Readonly<Record<string, FsErrorCode>> = {
  EACCES: 'access',
  EBADF: 'bad-descriptor',
  EBUSY: 'busy',
  EEXIST: 'exist',
  EFBIG: 'file-too-large',
  EILSEQ: 'illegal-byte-sequence',
  EINTR: 'interrupted',
  EINVAL: 'invalid',
  EIO: 'io',
  EISDIR: 'is-directory',
  ELOOP: 'loop',
  ENAMETOOLONG: 'name-too-long',
  ENOENT: 'no-entry',
  ENOMEM: 'insufficient-memory',
  ENOSPC: 'insufficient-space',
  ENOTDIR: 'not-directory',
  ENOTEMPTY: 'not-empty',
  ENOTSUP: 'unsupported',
  ENOSYS: 'unsupported',
  EOVERFLOW: 'overflow',
  EPERM: 'not-permitted',
  EDQUOT: 'quota',
  EROFS: 'read-only',
  ESPIPE: 'invalid-seek',
  ETXTBSY: 'text-file-busy',
  EXDEV: 'cross-device',
  EAGAIN: 'would-block',
  EMLINK: 'too-many-links',
  ENODEV: 'no-device',
  ENXIO: 'no-device',
  EMFILE: 'insufficient-memory',
  ENFILE: 'insufficient-memory',
};

/** The code of a failed file operation; never a path, since a guest reads it. Throws what is no such failure: a defect. */
export function translateError(error: unknown): FsErrorCode {
  if (error instanceof Refusal) return error.refusal;
  if (error instanceof Error && 'syscall' in error && 'code' in error)
    return CODES[String(error.code)] ?? 'io';
  throw error;
}

/** Runs an operation and gives its failure as a value. */
export function attempt<T>(operation: () => T): Result<T, FsErrorCode> {
  try {
    return ok(operation());
  } catch (error) {
    return err(translateError(error));
  }
}

/** A root that is not opened. */
export function refuse(
  code: FsErrorCode,
  name?: string,
  why?: string,
): { readonly ok: false; readonly error: JailRefusal } {
  return err(name === undefined || why === undefined ? { code } : { code, rule: { name, why } });
}

/** Whether a failure has this error number. */
export function hasErrno(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
