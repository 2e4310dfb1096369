/**
 * What the walls around an executor cost: its start to the passed self-test with bubblewrap and the seccomp filter against
 * its start without, in turns; and the processor time that an idle one takes.
 */
import { readFileSync } from 'node:fs';
import { argv } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

import {
  createExecutor,
  createWatchdog,
  executorCommand,
} from '../../packages/host-node/src/process/index.ts';
import type { Executor, ExecutorProcess } from '../../packages/runtime/src/index.ts';
import { kamiProgram } from '../e2e/kami.ts';
import { descendantsOf, privateKib } from '../e2e/processes.ts';
import { middle, report } from './report.ts';
import { median } from './statistics.ts';

const rounds = Number(argv[2] ?? 40);
/** Milliseconds that bubblewrap and the filter may add to a start. */
const startBound = 15;
const idleMs = 2000;
/** Clock ticks (10 ms each) of processor time: none. */
const idleBound = 0;

const program = pathToFileURL(kamiProgram);
const entry = new URL('executor.cjs', program);
const body = new URL('executor-body.cjs', program);
await using watchdog = createWatchdog(new URL('watchdog.js', program));
if (!executorCommand({ entry }).walls.includes('seccomp')) {
  throw new Error('This system has no bubblewrap. Install it with: sudo apt-get install bubblewrap');
}
const executors = {
  walled: createExecutor({ entry, body, watchdog, require: ['seccomp'] }),
  plain: createExecutor({ entry, body, watchdog, walls: 'process' }),
};
const took = { walled: [] as number[], plain: [] as number[] };
for (let round = 0; round <= rounds; round += 1) {
  for (const kind of ['walled', 'plain'] as const) {
    const begun = performance.now();
    const process = await start(executors[kind]);
    // The first of each kind finds what Node is made of, and reads files that are in no cache.
    if (round > 0) took[kind].push(performance.now() - begun);
    await process.kill();
  }
}

const idle = await start(executors.walled);
const below = descendantsOf(process.pid).map(({ pid }) => pid);
const before = ticksOf(below);
await sleep(idleMs);
const idleTicks = ticksOf(below) - before;
const besideNode = below
  .filter((pid) => pid !== idle.pid)
  .reduce((sum, pid) => sum + (privateKib(pid) ?? 0), 0);
await idle.kill();

report('walls', [
  middle('executor start without bubblewrap', took.plain, 'ms'),
  middle('executor start with bubblewrap and seccomp', took.walled, 'ms'),
  {
    name: 'what bubblewrap and seccomp add to a start',
    value: median(took.walled) - median(took.plain),
    unit: 'ms',
    atMost: startBound,
  },
  {
    name: `processor time of an idle executor in ${idleMs} ms`,
    value: idleTicks * 10,
    unit: 'ms',
    atMost: idleBound,
  },
  { name: 'private memory of bubblewrap beside an executor', value: besideNode / 1000, unit: 'MB' },
]);

async function start(executor: Executor): Promise<ExecutorProcess> {
  const started = await executor.start();
  if (!started.ok) throw new Error(started.error.message);
  return started.value;
}

/** Processor time of processes, of the user's and the kernel's kind (proc_pid_stat(5): fields 14 and 15). */
function ticksOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return sum + Number(fields[11]) + Number(fields[12]);
  }, 0);
}
