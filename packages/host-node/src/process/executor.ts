import { encodeMessage } from '@kami/protocol';
import type { Executor, ExecutorProcess } from '@kami/runtime';
import { err, kamiError, ok } from '@kami/types';
import { takenMemory } from '../watchdog/taken-memory.ts';
import type { Watchdog } from '../watchdog/watchdog.ts';
import type { EarlyProcess } from '../launch/early-process.ts';
import { executorCommand, type ExecutorProgram } from '../launch/executor-command.ts';
import { spawnProcess } from '../launch/spawn-process.ts';
import {
  ANSWER_COPIES,
  CANCEL_GRACE_MS,
  MEMORY_ALLOWANCE_MB,
  RESULT_SLACK,
  SELF_TEST_DEADLINE_MS,
} from './executor-bounds.ts';
import { openProcessLine, type ProcessLine } from './process-line.ts';
import { readEnd, readResult } from './read-ending.ts';

const KIB_PER_MIB = 1024;
/** A page of WebAssembly memory. */
const KIB_PER_PAGE = 64;

/** What executor processes are made from. */
export interface ExecutorOptions extends ExecutorProgram {
  readonly watchdog: Watchdog;
  /** A process that was started already; the first start takes it. */
  readonly early?: EarlyProcess;
  /** Milliseconds that a guest has after its call was withdrawn; {@link CANCEL_GRACE_MS} unless said. */
  readonly cancelGraceMs?: number;
  /**
   * Memory in MiB that a process may take beside the memory limit of its tool, for the engine, the component's code
   * and copies; {@link MEMORY_ALLOWANCE_MB} unless said.
   */
  readonly memoryAllowanceMb?: number;
  /** Keeps the end of the standard error and puts it in the cause of a fault; for looking for defects. */
  readonly keepErrorOutput?: boolean;
}

/** Starts executors as processes of their own, behind every wall this host has. */
export function createExecutor(options: ExecutorOptions): Executor {
  const command = executorCommand(options);
  const keepErrorOutput = options.keepErrorOutput ?? false;
  return {
    async start() {
      const early = keepErrorOutput ? undefined : options.early?.take([command.file, ...command.args]);
      const line = openProcessLine(early ?? spawnProcess(command, keepErrorOutput), options.watchdog);
      if (!line.ok) return line;
      const ready = await line.value.hold({
        name: 'starting',
        endings: new Map([
          ['ready', 0],
          ['fault', 0],
        ]),
        pieces: [],
        bounds: { ms: SELF_TEST_DEADLINE_MS, memoryKib: 0 },
        read: (message) => readEnd(message, 'self-test', 'KAMI_EXECUTOR_FAULT'),
      });
      if (ready.ok) return ok(createProcess(line.value, options));
      await line.value.end(ready.error);
      const { message, cause } = ready.error;
      const detail = cause === undefined ? {} : { cause };
      return err(kamiError('KAMI_EXECUTOR_FAULT', `The executor did not start. ${message}`, detail));
    },
  };
}

function createProcess(line: ProcessLine, options: ExecutorOptions): ExecutorProcess {
  const graceMs = options.cancelGraceMs ?? CANCEL_GRACE_MS;
  const allowanceKib = (options.memoryAllowanceMb ?? MEMORY_ALLOWANCE_MB) * KIB_PER_MIB;
  let memoryKib = allowanceKib;
  let jobs = 0;
  return {
    pid: line.pid,
    get alive() {
      return line.alive();
    },
    memoryKib: () => takenMemory(line.pid),
    load(header, prepared, deadlineMs) {
      memoryKib = header.maxMemoryPages * KIB_PER_PAGE + allowanceKib;
      return line.hold({
        name: 'loading',
        endings: new Map([
          ['loaded', 0],
          ['fault', 0],
        ]),
        pieces: encodeMessage('load', 0, header, prepared),
        bounds: { ms: deadlineMs, memoryKib },
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
        bounds: { ms: deadlineMs, memoryKib },
        read: (message) => readEnd(message, 'make', 'KAMI_TOOL_BROKEN'),
      }),
    async run(job, args, seam, signal) {
      const withdrawn = kamiError('KAMI_CANCELLED', 'The call was withdrawn.');
      if (signal.aborted) await line.end(withdrawn);
      const withdraw = (): void => line.withdraw(withdrawn, graceMs);
      signal.addEventListener('abort', withdraw, { once: true });
      const id = (jobs = (jobs + 1) >>> 0);
      const result = await line.hold({
        name: 'running',
        endings: new Map([['result', job.maxOutputBytes + RESULT_SLACK]]),
        seam,
        pieces: encodeMessage('job', id, job, args),
        bounds: { ms: job.deadlineMs, memoryKib: memoryKib + (ANSWER_COPIES * job.maxOutputBytes) / 1024 },
        read: (message) => readResult(message, id),
      });
      signal.removeEventListener('abort', withdraw);
      return result;
    },
    kill: () => line.end(kamiError('KAMI_EXECUTOR_FAULT', 'The executor was ended.')),
  };
}
