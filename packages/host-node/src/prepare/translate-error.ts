import { kamiError, type KamiError } from '@kami/types';

/** The component took longer to prepare than it may. */
export function deadlineError(deadlineMs: number): KamiError {
  return kamiError(
    'KAMI_COMPONENT_INVALID',
    `Preparing the component took longer than ${deadlineMs / 1000} s.`,
  );
}

/** The caller withdrew the job. */
export function cancelledError(): KamiError {
  return kamiError('KAMI_CANCELLED', 'Preparing the component was cancelled.');
}

/** The prepare process could not be started. */
export function spawnError(cause: unknown): KamiError {
  return kamiError('KAMI_INTERNAL', 'The process that prepares components could not be started.', { cause });
}

/**
 * The process ended without an answer: on a component that is made to exhaust it, or by a defect.
 * `diagnostics` is for logs only.
 */
export function endError(code: number | null, signal: NodeJS.Signals | null, diagnostics: string): KamiError {
  const how = signal === null ? `with exit code ${code ?? 'unknown'}` : `by ${signal}`;
  return kamiError(
    'KAMI_COMPONENT_INVALID',
    `The component could not be prepared: the process that did it ended ${how}.`,
    {
      hint: 'It may need too much memory or time to prepare. `kami doctor` shows whether other components can be prepared.',
      cause: diagnostics,
    },
  );
}

/** The process answered in another form than it must. */
export function answerError(what: string): KamiError {
  return kamiError(
    'KAMI_COMPONENT_INVALID',
    `The component could not be prepared: the answer of the process was refused (${what}).`,
  );
}
