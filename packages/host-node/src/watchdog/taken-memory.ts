import { closeSync, openSync, readSync } from 'node:fs';

/** Lines of `/proc/PID/status` (proc_pid_status(5)) that count: without the pages of files, which are Node's own code. */
const COUNTED = /^(?:RssAnon|RssShmem|VmSwap):\s+(\d+) kB$/gmu;
/** Longer than the file: about 1.5 KB. */
const buffer = new Uint8Array(8192);
const latin1 = new TextDecoder('latin1');

/** The memory that a process itself takes, in KiB, resident or swapped out. Nothing when it is gone, or outside Linux. */
export function takenMemory(pid: number): number | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(`/proc/${pid}/status`, 'r');
  } catch {
    return undefined;
  }
  try {
    const length = readSync(descriptor, buffer, 0, buffer.length, 0);
    const lines = [...latin1.decode(buffer.subarray(0, length)).matchAll(COUNTED)];
    return lines.length === 0 ? undefined : lines.reduce((sum, [, kib]) => sum + Number(kib), 0);
  } catch {
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}
