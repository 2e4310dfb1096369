import { endSentence, kamiError, type KamiError } from '@kami/types';
import { cancelled } from '../http/translate-error.ts';
import { refusedPackage } from './folder-writer.ts';

/** The error of an archive that a library could not read, or of a file that could not be written. */
export function translateError(what: string, error: unknown, signal: AbortSignal): KamiError {
  if (signal.aborted) return cancelled();
  if (!(error instanceof Error)) throw error;
  if ('syscall' in error && 'code' in error) {
    if (error.code === 'ENOENT' || error.code === 'EACCES' || error.code === 'EISDIR')
      return kamiError(
        'KAMI_SOURCE_UNREADABLE',
        `${what} ${error.code === 'ENOENT' ? 'does not exist' : `cannot be read (${String(error.code)})`}.`,
        {
          cause: error,
        },
      );
    const why = error.code === 'ENOSPC' ? 'the disk is full' : String(error.code);
    return kamiError('KAMI_STORE_FAILED', `${what} cannot be unpacked: ${why}.`, {
      cause: error,
      hint: 'Make room on the disk of the home folder, and see that you may write there: kami doctor',
    });
  }
  const reason = endSentence(error.message.split('\n', 1)[0]?.slice(0, 200) ?? '').slice(0, -1);
  return { ...refusedPackage(what, `it is damaged or no such archive (${reason})`), cause: error };
}
