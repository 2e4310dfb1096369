import type { KamiCommand } from './find-kami.ts';
import { startTestHost, type TestHostProcess } from './test-host-process.ts';

/** The test hosts of this process, by command line: to start one takes longer than to open a tool in it. */
const testHosts: Map<string, TestHostProcess> = new Map();

/** The test host of a command line; one that has ended is started again. */
export function sharedTestHost(command: KamiCommand): TestHostProcess {
  const key = JSON.stringify(command);
  const known = testHosts.get(key);
  if (known?.alive === true) return known;
  const started = startTestHost(command);
  testHosts.set(key, started);
  return started;
}
