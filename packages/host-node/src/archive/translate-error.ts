import { kamiError, type KamiError } from '@kami/types';
import { failureReason } from '../failure-reason.ts';

/** A failure of a backup's file as one of KAMI's; `action` completes "KAMI could not …". A defect is thrown again. */
export function translateArchiveError(cause: unknown, action: string): KamiError {
  if (!(cause instanceof Error && 'code' in cause)) throw cause;
  const reason = cause.code === 'ENOENT' ? 'there is no such file or folder' : failureReason(cause);
  return kamiError('KAMI_STORE_FAILED', `KAMI could not ${action}: ${reason}.`, { cause });
}

/** An archive that is not, or not any more, what KAMI wrote. */
export function damagedBackup(path: string, reason: string): KamiError {
  return kamiError(
    'KAMI_SOURCE_UNREADABLE',
    `${path} is no whole backup of KAMI: ${reason}. Nothing was changed.`,
    {
      hint: 'Restore another backup.',
    },
  );
}
