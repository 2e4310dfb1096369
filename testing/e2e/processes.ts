import { readdirSync, readFileSync } from 'node:fs';

/** A process that another one started. */
export interface ChildProcessEntry {
  readonly pid: number;
  /** The words of its command line, joined by spaces. */
  readonly command: string;
}

/** The living descendants of a process, from `/proc`. */
export function descendantsOf(pid: number): readonly ChildProcessEntry[] {
  const entries = readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .flatMap((name) => readStatus(Number(name)));
  const below = (parent: number): readonly ChildProcessEntry[] =>
    entries
      .filter((entry) => entry.parent === parent)
      .flatMap((entry) => [{ pid: entry.pid, command: commandOf(entry.pid) }, ...below(entry.pid)]);
  return below(pid);
}

/** Whether a process lives; one that ended and was not waited for does not. */
export function isRunning(pid: number): boolean {
  return readStatus(pid).length > 0;
}

/**
 * Private memory of a process in KiB (`Private_*` of `/proc/PID/smaps_rollup`, proc_pid_smaps(5)); nothing when it is gone.
 */
export function privateKib(pid: number): number | undefined {
  try {
    const lines = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').matchAll(/^Private_\w+:\s+(\d+) kB$/gmu);
    return [...lines].reduce((sum, [, kib]) => sum + Number(kib), 0);
  } catch {
    return undefined;
  }
}

/** The most memory that a process had at any time, in KiB (`VmHWM`, proc_pid_status(5)). */
export function peakKib(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/mu.exec(status)?.[1]);
}

/** The process's parent, unless it is gone or a zombie (proc_pid_stat(5): fields 3 and 4 after the name in brackets). */
function readStatus(pid: number): readonly { readonly pid: number; readonly parent: number }[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? [] : [{ pid, parent: Number(parent) }];
  } catch {
    return [];
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}
