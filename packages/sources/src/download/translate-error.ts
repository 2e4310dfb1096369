import { kamiError, type KamiError } from '@kami/types';

/** The error of a temporary file that could not be written. What is no error of files is a defect and is thrown. */
export function translateError(error: unknown): KamiError {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) throw error;
  const why = error.code === 'ENOSPC' ? 'the disk is full' : String(error.code);
  return kamiError('KAMI_STORE_FAILED', `What is downloaded cannot be written: ${why}.`, {
    cause: error,
    hint: 'Make room on the disk of the home folder, and see that you may write there: kami doctor',
  });
}
