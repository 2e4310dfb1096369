import {
  encodeMessage,
  parseFaultHeader,
  parseResultHeader,
  type FaultHeader,
  type Message,
} from '@kami/protocol';
import type { Executor, ExecutorProcess, JobResult } from '@kami/runtime';
import {
  endSentence,
  err,
  kamiError,
  ok,
  type KamiError,
  type KamiErrorCode,
  type Result,
} from '@kami/types';
import type { Watchdog } from '../watchdog/watchdog.ts';
import type { EarlyProcess } from '../launch/early-process.ts';
import { executorCommand, type ExecutorProgram } from '../launch/executor-command.ts';
import { spawnProcess } from '../launch/spawn-process.ts';
import { CANCEL_GRACE_MS, RESULT_SLACK, SELF_TEST_DEADLINE_MS } from './executor-bounds.ts';
import { openProcessLine, type ProcessLine } from './process-line.ts';

/** What executor processes are made from. */
export interface ExecutorOptions extends ExecutorProgram {
  readonly watchdog: Watchdog;
  /** A process that was started already; the first start takes it. */
  readonly early?: EarlyProcess;
  /** Milliseconds that a guest has after its call was withdrawn; {@link CANCEL_GRACE_MS} unless said. */
  readonly cancelGraceMs?: number;
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
        deadlineMs: SELF_TEST_DEADLINE_MS,
        read: (message) => readEnd(message, 'self-test', 'KAMI_EXECUTOR_FAULT'),
      });
      if (ready.ok) return ok(createProcess(line.value, options.cancelGraceMs ?? CANCEL_GRACE_MS));
      await line.value.end(ready.error);
      const { message, cause } = ready.error;
      const detail = cause === undefined ? {} : { cause };
      return err(kamiError('KAMI_EXECUTOR_FAULT', `The executor did not start. ${message}`, detail));
    },
  };
}

function createProcess(line: ProcessLine, graceMs: number): ExecutorProcess {
  let jobs = 0;
  return {
    pid: line.pid,
    get alive() {
      return line.alive();
    },
    load: (header, prepared, deadlineMs) =>
      line.hold({
        name: 'loading',
        endings: new Map([
          ['loaded', 0],
          ['fault', 0],
        ]),
        pieces: encodeMessage('load', 0, header, prepared),
        deadlineMs,
        read: (message) => readEnd(message, 'load', 'KAMI_TOOL_BROKEN'),
      }),
    make: (header, seam, deadlineMs) =>
      line.hold({
        name: 'making',
        endings: new Map([
          ['made', 0],
          ['fault', 0],
        ]),
        seam,
        pieces: encodeMessage('make', 0, header),
        deadlineMs,
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
        deadlineMs: job.deadlineMs,
        read: (message) => readResult(message, id),
      });
      signal.removeEventListener('abort', withdraw);
      return result;
    },
    kill: () => line.end(kamiError('KAMI_EXECUTOR_FAULT', 'The executor was ended.')),
  };
}

const FAILED_STAGES: { readonly [S in FaultHeader['stage']]: string } = {
  'self-test': 'Its self-test failed',
  load: 'The component could not be loaded',
  make: 'No instance of the component could be made',
};

/** Reads what ends a start, a load or a make: a frame without a header, or a fault of that stage. */
function readEnd(
  message: Message,
  stage: FaultHeader['stage'],
  code: KamiErrorCode,
): Result<Result<void, KamiError>, string> {
  if (message.kind !== 'fault')
    return message.header === undefined ? ok(ok(undefined)) : err(`${message.kind} with a header`);
  const fault = parseFaultHeader(message.header);
  if (!fault.ok) return err(`fault: ${fault.error}`);
  if (fault.value.stage !== stage) return err(`fault of ${fault.value.stage} while in ${stage}`);
  return ok(err(kamiError(code, endSentence(`${FAILED_STAGES[stage]}: ${fault.value.message}`))));
}

function readResult(message: Message, id: number): Result<Result<JobResult, KamiError>, string> {
  if (message.id !== id) return err('result of another job');
  const header = parseResultHeader(message.header);
  return header.ok ? ok(ok({ header: header.value, payload: message.body })) : err(`result: ${header.error}`);
}
