import { kamiError, type KamiError } from '@kami/types';
import type { ChildEnd } from './child.ts';

/** What is known of why a process ended, strongest first. */
export interface DeathCircumstances {
  /** What the host itself ended it for. */
  readonly verdict: KamiError | undefined;
  /** The deadline, in milliseconds, at which the watchdog killed it. */
  readonly deadlineMs: number | undefined;
  readonly end: ChildEnd;
}

/** The error of whatever was going on when the process ended. */
export function deathError({ verdict, deadlineMs, end }: DeathCircumstances): KamiError {
  if (verdict !== undefined) return verdict;
  if (deadlineMs !== undefined) return deadlineError(deadlineMs);
  if (end.signal === 'SIGXCPU') {
    return kamiError('KAMI_DEADLINE_EXCEEDED', 'The executor was killed: it used up its processor time.');
  }
  const how = end.signal === null ? `exit code ${end.code ?? 'unknown'}` : `signal ${end.signal}`;
  const detail = end.errorOutput === '' ? {} : { cause: end.errorOutput };
  return kamiError('KAMI_EXECUTOR_FAULT', `The executor ended unexpectedly (${how}).`, detail);
}

/** The error of a process that the watchdog killed. */
export function deadlineError(deadlineMs: number): KamiError {
  return kamiError('KAMI_DEADLINE_EXCEEDED', `The executor was killed at its deadline of ${deadlineMs} ms.`, {
    data: { deadlineMs },
  });
}
