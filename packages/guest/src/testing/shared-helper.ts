import type { KamiCommand } from './find-kami.ts';
import { startHelper, type HelperProcess } from './helper-process.ts';

/** The helpers of this process, by command line: to start one takes longer than to open a tool in it. */
const helpers: Map<string, HelperProcess> = new Map();

/** The helper of a command line; one that has ended is started again. */
export function sharedHelper(command: KamiCommand): HelperProcess {
  const key = JSON.stringify(command);
  const known = helpers.get(key);
  if (known?.alive === true) return known;
  const started = startHelper(command);
  helpers.set(key, started);
  return started;
}
