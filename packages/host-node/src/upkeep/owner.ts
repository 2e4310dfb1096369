import { hasErrno } from '../jail/translate-error.ts';

/** `<what>-<process id>-…`: the name of a folder or file that one process works in. */
const OWNED = /[.-](?<owner>\d{1,10})-/;

/** Whether the process that a name tells runs; false for a name without one. */
export function isOwnerRunning(name: string): boolean {
  const owner = OWNED.exec(name)?.groups?.['owner'];
  if (owner === undefined) return false;
  try {
    return process.kill(Number(owner), 0);
  } catch (error) {
    return hasErrno(error, 'EPERM');
  }
}
