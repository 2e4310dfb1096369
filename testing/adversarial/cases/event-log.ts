import type { ExpectedResults } from '../catalogue.ts';

/** What an attacker tries against the event log, and after the arrow what must come of it. */
export const eventLogCases: ExpectedResults = {
  96: 'a row updated → `verify` names the row',
  97: 'a row deleted in the middle → `verify` names the row',
  98: 'full rewrite with new hashes → caught by the checkpoint',
  99: 'older database restored → caught by the checkpoint',
  100: 'a flipped bit → `verify` names the row',
  101: 'disk full, then resumed → chain intact',
  102: 'clock set back → order kept by sequence',
};
