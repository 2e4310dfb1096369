import log from 'kami:host/log@0.1.0';
import { describeError } from '../tool/describe-error.ts';

/** Logs what a tool did not mean to throw, with where it was thrown. */
export function logDefect(error: unknown): void {
  const stack = error instanceof Error ? error.stack : undefined;
  log.write('error', describeError(error), stack === undefined ? null : JSON.stringify({ stack }));
}
