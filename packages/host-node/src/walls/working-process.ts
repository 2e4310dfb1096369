import { readdirSync, readFileSync } from 'node:fs';

/** Processes between bubblewrap, which the host started, and Node: its process 1 in the sandbox. */
const BETWEEN = 1;

/**
 * The process that works behind bubblewrap: the host's own child is bubblewrap itself, whose child is process 1 of the
 * sandbox, whose child is Node. To be asked once Node has answered and before it is given anything to run: what runs in
 * it could start others. Nothing when it is gone.
 */
export function workingProcess(bubblewrap: number): number | undefined {
  let pid: number | undefined = bubblewrap;
  for (let step = 0; step <= BETWEEN && pid !== undefined; step++) pid = onlyChildOf(pid);
  return pid;
}

function onlyChildOf(pid: number): number | undefined {
  const children = listedChildren(pid) ?? searchedChildren(pid);
  return children.length === 1 ? children[0] : undefined;
}

/** The children as the kernel lists them, where it was built to (CONFIG_PROC_CHILDREN, proc_tid_children(5)). */
function listedChildren(pid: number): readonly number[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim();
    return text === '' ? [] : text.split(' ').map(Number);
  } catch {
    return undefined;
  }
}

/** The children found by looking at every process: its parent is the second field after the name (proc_pid_stat(5)). */
export function searchedChildren(pid: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name) && parentOf(name) === pid)
    .map(Number);
}

function parentOf(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}
