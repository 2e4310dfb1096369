import { encodings } from './encodings.ts';
import { blobsAndForms } from './blobs.ts';
import { fetchObjects } from './bodies.ts';
import { eventsAndSignals } from './events.ts';
import { fetching } from './fetching.ts';
import { headers } from './headers.ts';
import { readableStreams } from './readable-streams.ts';
import { scheduling } from './scheduling.ts';
import { addresses } from './addresses.ts';
import { values } from './values.ts';
import { writableStreams } from './writable-streams.ts';
import type { Behaviour } from './behaviour.ts';

/** Every behaviour, by group. */
export const groups: Readonly<Record<string, readonly Behaviour[]>> = {
  addresses,
  blobsAndForms,
  encodings,
  eventsAndSignals,
  fetching,
  fetchObjects,
  headers,
  readableStreams,
  scheduling,
  values,
  writableStreams,
};
