import { toHostFailure } from './host-failure.ts';

/** Why an operation on files failed (`kami:host/files`, `failure`). */
export type FileErrorCode =
  | 'denied'
  | 'not-found'
  | 'exists'
  | 'not-a-directory'
  | 'is-a-directory'
  | 'not-empty'
  | 'read-only'
  | 'quota'
  | 'too-large'
  | 'invalid'
  | 'failed';

const MESSAGES: { readonly [code in FileErrorCode]: string } = {
  denied: 'is not granted',
  'not-found': 'was not found',
  exists: 'exists already',
  'not-a-directory': 'is not a folder',
  'is-a-directory': 'is a folder',
  'not-empty': 'is not empty',
  'read-only': 'is read-only',
  quota: 'does not fit: the private folder is full',
  'too-large': 'is too large',
  invalid: 'is not a valid path',
  failed: 'could not be used',
};

const isCode = (tag: string): tag is FileErrorCode => Object.hasOwn(MESSAGES, tag);

/** An operation on files failed. Its message names the path and, where a grant is missing, the grant. */
export class FileError extends Error {
  override readonly name: string = 'FileError';
  readonly code: FileErrorCode;
  readonly path: string;

  constructor(code: FileErrorCode, path: string, detail?: string) {
    super(`${path} ${MESSAGES[code]}${detail === undefined || detail === '' ? '' : `: ${detail}`}`);
    this.code = code;
    this.path = path;
  }
}

/** Runs an operation and turns the host's failure into a {@link FileError}. */
export function withFileError<T>(path: string, operation: () => T): T {
  try {
    return operation();
  } catch (thrown) {
    const failure = toHostFailure(thrown);
    if (failure === undefined) throw thrown;
    throw new FileError(isCode(failure.tag) ? failure.tag : 'failed', path, failure.text);
  }
}
