import { kamiError, type KamiError } from '@kami/types';
import type { KillReason, ProcessBounds } from '../watchdog/watchdog.ts';
import type { ChildEnd } from './child.ts';

/** A process killed by the watchdog: over which of its bounds. */
export interface WatchdogKill {
  readonly reason: KillReason;
  readonly bounds: ProcessBounds;
}

/** What is known of why a process ended, strongest first. */
export interface DeathCircumstances {
  /** What the host itself ended it for. */
  readonly verdict: KamiError | undefined;
  readonly kill: WatchdogKill | undefined;
  readonly end: ChildEnd;
}

/** The error of whatever was going on when the process ended. */
export function deathError({ verdict, kill, end }: DeathCircumstances): KamiError {
  if (verdict !== undefined) return verdict;
  if (kill !== undefined) return killError(kill);
  if (end.signal === 'SIGXCPU') {
    return kamiError('KAMI_DEADLINE_EXCEEDED', 'The executor was killed: it used up its processor time.');
  }
  const how = end.signal === null ? `exit code ${end.code ?? 'unknown'}` : `signal ${end.signal}`;
  const detail = end.errorOutput === '' ? {} : { cause: end.errorOutput };
  return kamiError('KAMI_EXECUTOR_FAULT', `The executor ended unexpectedly (${how}).`, detail);
}

/** The error of a process that the watchdog killed. */
export function killError({ reason, bounds }: WatchdogKill): KamiError {
  if (reason === 'memory') {
    const limitMb = Math.floor(bounds.memoryKib / 1024);
    return kamiError(
      'KAMI_MEMORY_EXCEEDED',
      `The executor was killed: its process took more than ${limitMb} MiB of memory.`,
      {
        hint: 'Give the tool less to do, or raise security.max_memory_mb in its tool.toml and install it again.',
        data: { limitMb },
      },
    );
  }
  const deadlineMs = bounds.ms;
  return kamiError('KAMI_DEADLINE_EXCEEDED', `The executor was killed at its deadline of ${deadlineMs} ms.`, {
    data: { deadlineMs },
  });
}
