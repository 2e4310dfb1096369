import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';

const running = new Set<ChildProcess>();
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Ends a child when this process is told to end, and this process, with 128 + n for signal n, once all have ended. */
export function passSignals(child: ChildProcess): void {
  if (running.size === 0) for (const signal of signals) process.on(signal, endAll);
  running.add(child);
  const forget = (): void => {
    running.delete(child);
    if (running.size === 0) for (const signal of signals) process.off(signal, endAll);
  };
  child.once('close', forget).once('error', forget);
}

function endAll(signal: (typeof signals)[number]): void {
  const exitCode = 128 + constants.signals[signal];
  const children = [...running];
  let left = children.length;
  for (const child of children) {
    child.once('close', () => {
      left -= 1;
      if (left === 0) process.exit(exitCode);
    });
    child.kill(signal);
  }
}
