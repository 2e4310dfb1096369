import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { EarlyProcess } from '../launch/early-process.ts';
import type { ExecutorCommand } from '../launch/executor-command.ts';
import type { ExecutorWall } from '../walls/sandbox.ts';
import { spawnProcess } from '../launch/spawn-process.ts';
import { workingProcess } from '../walls/working-process.ts';
import { takenMemory } from '../watchdog/taken-memory.ts';
import type { Watchdog } from '../watchdog/watchdog.ts';
import { SELF_TEST_DEADLINE_MS } from './executor-bounds.ts';
import { openProcessLine, type ProcessLine } from './process-line.ts';
import { readEnd } from './read-ending.ts';

/** With what a process is started. */
export interface StartOptions {
  readonly watchdog: Watchdog;
  /** A process that was started already; the first start takes it. */
  readonly early?: EarlyProcess;
  /** Milliseconds from spawn to the end of the self-test; {@link SELF_TEST_DEADLINE_MS} unless said. */
  readonly startupDeadlineMs?: number;
  /** Keeps the end of the standard error and puts it in the cause of a fault; for looking for defects. */
  readonly keepErrorOutput?: boolean;
}

/** A process whose self-test held. */
export interface StartedProcess {
  readonly line: ProcessLine;
  /** Node itself, which behind bubblewrap is another process than the host's own child. */
  readonly workingPid: number;
  readonly walls: readonly ExecutorWall[];
}

/** Starts a process and waits for its self-test. Error: `KAMI_EXECUTOR_FAULT`; then the process is gone. */
export async function startProcess(
  command: ExecutorCommand,
  { watchdog, early, keepErrorOutput = false, startupDeadlineMs = SELF_TEST_DEADLINE_MS }: StartOptions,
): Promise<Result<StartedProcess, KamiError>> {
  const taken = keepErrorOutput ? undefined : early?.take([command.file, ...command.args]);
  const monitored = command.walls.includes('bubblewrap');
  const line = openProcessLine(taken ?? spawnProcess(command, keepErrorOutput), monitored, watchdog);
  if (!line.ok) return line;
  const ready = await line.value.hold({
    name: 'starting',
    endings: new Map([
      ['ready', 0],
      ['fault', 0],
    ]),
    pieces: [],
    bounds: { ms: startupDeadlineMs, memoryKib: 0 },
    read: (message) => readEnd(message, 'self-test', 'KAMI_EXECUTOR_FAULT'),
  });
  const { pid } = line.value;
  const workingPid = ready.ok && monitored ? watchableProcess(pid) : pid;
  if (ready.ok && workingPid !== undefined) return ok({ line: line.value, workingPid, walls: command.walls });
  const failure = ready.ok ? kamiError('KAMI_EXECUTOR_FAULT', 'Its process cannot be watched.') : ready.error;
  await line.value.end(failure);
  const detail = failure.cause === undefined ? {} : { cause: failure.cause };
  return err(kamiError('KAMI_EXECUTOR_FAULT', `The executor did not start. ${failure.message}`, detail));
}

/** Node behind bubblewrap, unless its memory cannot be known: one that nobody watches must not run anything. */
function watchableProcess(bubblewrap: number): number | undefined {
  const pid = workingProcess(bubblewrap);
  return pid === undefined || takenMemory(pid) === undefined ? undefined : pid;
}
