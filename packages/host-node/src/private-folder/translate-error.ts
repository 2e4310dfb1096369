import { kamiError, type KamiError } from '@kami/types';
import { failureReason } from '../failure-reason.ts';

/** A failure to make, lock or remove a tool's private folder. The message names no path of the host: a client may read it. */
export function translateFolderError(cause: unknown, tool: string): KamiError {
  return kamiError(
    'KAMI_HOME_UNUSABLE',
    `The private folder of ${tool} cannot be used: ${failureReason(cause)}.`,
    {
      cause,
      hint: 'kami doctor shows where the home is and what is wrong with it.',
    },
  );
}
