import type { ExpectedResults } from '../catalogue.ts';

/** What an attacker tries against the registry, and after the arrow what must come of it. */
export const registryCases: ExpectedResults = {
  90: 'garbage or zero-byte database → clear error, file untouched',
  91: 'newer schema → refused, nothing written',
  92: 'kill -9 in mid-install → no bad row',
  93: 'disk full → rolled back, clear error',
  94: 'read-only disk → read commands work',
  95: 'concurrent writers → serialised',
};
