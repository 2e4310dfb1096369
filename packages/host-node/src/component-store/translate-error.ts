import { kamiError, type KamiError } from '@kami/types';
import { failureReason } from '../failure-reason.ts';

/** A file error of the component store as one of KAMI's. `action` completes "KAMI could not …". */
export function translateStoreError(cause: unknown, action: string): KamiError {
  if (errorCode(cause) === 'ENOENT') return missingFile(cause);
  return kamiError('KAMI_STORE_FAILED', `KAMI could not ${action}: ${failureReason(cause)}.`, { cause });
}

function missingFile(cause: unknown): KamiError {
  return kamiError('KAMI_STORE_CORRUPT', 'A stored component is missing.', {
    cause,
    hint: 'Install the tool again.',
  });
}

/** A stored file whose bytes are not those that were stored. */
export function damagedFile(fileName: string): KamiError {
  return kamiError('KAMI_STORE_CORRUPT', `The stored file ${fileName} is damaged: its digest is another.`, {
    hint: 'Install the tool again.',
  });
}

function errorCode(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
}
