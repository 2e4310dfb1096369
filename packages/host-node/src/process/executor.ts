import { encodeMessage } from '@kami/protocol';
import type { Executor, ExecutorProcess } from '@kami/runtime';
import { err, kamiError, ok } from '@kami/types';
import { takenMemory } from '../watchdog/taken-memory.ts';
import {
  ANSWER_COPIES,
  CANCEL_GRACE_MS,
  MAX_PARK_MS,
  MEMORY_ALLOWANCE_MB,
  RESULT_SLACK,
} from './executor-bounds.ts';
import { readEnd, readResult } from './read-ending.ts';
import { startProcess, type StartedProcess, type StartOptions } from './start-process.ts';
import { createWalledStart, type WallOptions } from './walled-start.ts';

const KIB_PER_MIB = 1024;
/** A page of WebAssembly memory. */
const KIB_PER_PAGE = 64;

/** What executor processes are made from. */
export interface ExecutorOptions extends StartOptions, WallOptions {
  /** Milliseconds that a guest has after its call was withdrawn; {@link CANCEL_GRACE_MS} unless said. */
  readonly cancelGraceMs?: number;
  /**
   * Memory in MiB that a process may take beside the memory limit of its tool, for the engine, the component's code
   * and copies; {@link MEMORY_ALLOWANCE_MB} unless said.
   */
  readonly memoryAllowanceMb?: number;
  /**
   * Whether the host ends after its executors: `kill` then resolves when the signal is sent, which nothing can stop, and the
   * 5 to 10 ms in which the kernel takes the process apart pass without anyone waiting.
   */
  readonly isLast?: boolean;
}

/** Starts executors as processes of their own, behind every wall that this host has and the options leave. */
export function createExecutor(options: ExecutorOptions): Executor {
  return createWalledStart(options, async (command) => {
    const started = await startProcess(command, options);
    return started.ok ? ok(createProcess(started.value, options)) : started;
  });
}

function createProcess(
  { line, workingPid, walls }: StartedProcess,
  options: ExecutorOptions,
): ExecutorProcess {
  const graceMs = options.cancelGraceMs ?? CANCEL_GRACE_MS;
  const allowanceKib = (options.memoryAllowanceMb ?? MEMORY_ALLOWANCE_MB) * KIB_PER_MIB;
  let memoryKib = allowanceKib;
  let jobs = 0;
  return {
    pid: workingPid,
    walls,
    get alive() {
      return line.alive();
    },
    memoryKib: () => takenMemory(workingPid),
    load(header, prepared, deadlineMs) {
      memoryKib = header.maxMemoryPages * KIB_PER_PAGE + allowanceKib;
      return line.hold({
        name: 'loading',
        endings: new Map([
          ['loaded', 0],
          ['fault', 0],
        ]),
        pieces: encodeMessage('load', 0, header, prepared),
        bounds: { ms: deadlineMs, memoryKib, workingPid },
        read: (message) => readEnd(message, 'load', 'KAMI_TOOL_BROKEN'),
      });
    },
    make: (header, seam, deadlineMs) =>
      line.hold({
        name: 'making',
        endings: new Map([
          ['made', 0],
          ['fault', 0],
        ]),
        seam,
        pieces: encodeMessage('make', 0, header),
        bounds: { ms: deadlineMs, memoryKib, workingPid },
        read: (message) => readEnd(message, 'make', 'KAMI_TOOL_BROKEN'),
      }),
    async run(job, args, seam, signal) {
      const withdrawn = kamiError('KAMI_CANCELLED', 'The call was withdrawn.');
      if (signal.aborted) {
        await line.end(withdrawn);
        return err(withdrawn);
      }
      const withdraw = (): void => line.withdraw(withdrawn, graceMs);
      signal.addEventListener('abort', withdraw, { once: true });
      const id = (jobs = (jobs + 1) >>> 0);
      const result = await line.hold({
        name: 'running',
        endings: new Map([['result', job.maxOutputBytes + RESULT_SLACK]]),
        seam,
        pieces: encodeMessage('job', id, job, args),
        bounds: {
          ms: job.deadlineMs,
          memoryKib: memoryKib + (ANSWER_COPIES * job.maxOutputBytes) / 1024,
          standMs: MAX_PARK_MS,
          workingPid,
        },
        read: (message) => readResult(message, id),
      });
      signal.removeEventListener('abort', withdraw);
      return result;
    },
    async kill() {
      const gone = line.end(kamiError('KAMI_EXECUTOR_FAULT', 'The executor was ended.'));
      if (options.isLast === true) line.leave();
      else await gone;
    },
  };
}
