import type { ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import { kamiError, err, ok, type KamiError, type Result } from '@kami/types';
import { ERROR_OUTPUT_TAIL, SANDBOX_END_MS } from './executor-bounds.ts';
import { keepErrorOutput } from './error-output.ts';
import { readMonitorExit } from './monitor-exit.ts';

/** How a process ended. */
export interface ChildEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** End of its standard error; empty when that is not kept. */
  readonly errorOutput: string;
}

/** A process with one duplex pipe (its descriptor 3), an empty environment and nothing else. */
export interface Child {
  readonly pid: number;
  /** Resolves once the process is gone and reaped. */
  readonly ended: Promise<ChildEnd>;
  /** Writes pieces in order, without waiting. */
  write(pieces: readonly Uint8Array[]): void;
  /** Bytes that were written and that the process has not taken yet. */
  unread(): number;
  /** Ends the process by SIGKILL, once. */
  kill(): void;
  /** Lets the host's process end before this one. */
  leave(): void;
}

/** Who hears of a child. */
export interface ChildListener {
  onData(chunk: Uint8Array): void;
  /** The pipe broke or was closed by the other side while the process may still run. */
  onPipeClosed(): void;
  /** The process has ended and its id is free; data that it wrote before may still come. */
  onExit(): void;
}

/**
 * Takes a process that was started just now over. `monitored` says that it is bubblewrap, which only waits for the process
 * that works. Error: `KAMI_EXECUTOR_FAULT` when its program could not be started.
 */
export function adoptChild(
  child: ChildProcess,
  monitored: boolean,
  listener: ChildListener,
): Result<Child, KamiError> {
  const pipe = child.stdio[3];
  const { pid } = child;
  if (pid === undefined || !(pipe instanceof Socket)) {
    child.on('error', () => {
      // Reported by the result: a process without an id never started.
    });
    return err(
      kamiError('KAMI_EXECUTOR_FAULT', `The executor could not be started: ${child.spawnfile} did not run.`),
    );
  }
  const errorOutput = child.stderr === null ? undefined : keepErrorOutput(child.stderr, ERROR_OUTPUT_TAIL);
  pipe.on('data', (chunk: Buffer) => listener.onData(chunk));
  pipe.on('end', () => listener.onPipeClosed());
  pipe.on('error', () => listener.onPipeClosed());
  return ok({
    pid,
    ended: whenEnded(child, pipe, monitored, listener).then((end) => ({
      ...end,
      errorOutput: errorOutput?.tail() ?? '',
    })),
    write(pieces) {
      if (!pipe.writable) return;
      pipe.cork();
      for (const piece of pieces) pipe.write(piece);
      pipe.uncork();
    },
    unread: () => pipe.writableLength,
    kill: () => void child.kill('SIGKILL'),
    leave() {
      child.unref();
      pipe.unref();
    },
  });
}

function whenEnded(
  child: ChildProcess,
  pipe: Socket,
  monitored: boolean,
  listener: ChildListener,
): Promise<Omit<ChildEnd, 'errorOutput'>> {
  return new Promise((resolve) => {
    child.on('error', () => {
      // A signal that could not be sent: the process is gone already.
    });
    child.once('exit', (code, signal) => {
      listener.onExit();
      const finish = (): void => {
        pipe.destroy();
        child.stderr?.destroy();
        resolve(monitored ? readMonitorExit(code, signal) : { code, signal });
      };
      if (monitored) afterPipe(pipe, finish);
      else afterPendingReads(finish);
    });
  });
}

/**
 * Runs `then` when the event loop has polled once more: what the process wrote before its end is read by then. The end of the
 * pipe is not waited for, since a process that inherited it may keep it open.
 */
function afterPendingReads(then: () => void): void {
  setImmediate(() => setImmediate(then));
}

/**
 * Runs `then` when the pipe is closed: behind bubblewrap no process outlives process 1 of the sandbox, so that this tells
 * that all are gone, which is some milliseconds after bubblewrap itself was killed.
 */
function afterPipe(pipe: Socket, then: () => void): void {
  if (pipe.closed) return afterPendingReads(then);
  const latest = setTimeout(() => pipe.destroy(), SANDBOX_END_MS);
  pipe.once('close', () => {
    clearTimeout(latest);
    then();
  });
}
