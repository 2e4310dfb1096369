import type { Answer, AskFailure, Question } from '@kami/protocol';
import { err, type Result } from '@kami/types';
import type { Asker } from './asker.ts';

/** Asks, and waits `withinMs` milliseconds for the answers at most, or until `signal` fires. */
export async function askWithin(
  asker: Asker,
  questions: readonly Question[],
  withinMs: number,
  signal: AbortSignal,
): Promise<Result<readonly Answer[], AskFailure>> {
  const { promise: ended, resolve } = Promise.withResolvers<Result<never, AskFailure>>();
  const ending = new AbortController();
  const end = (failure: AskFailure): void => {
    resolve(err(failure));
    ending.abort();
  };
  const withdraw = (): void => end({ askError: 'cancelled' });
  if (signal.aborted) return err({ askError: 'cancelled' });
  signal.addEventListener('abort', withdraw, { once: true });
  const timer = setTimeout(() => end({ askError: 'timed-out' }), withinMs);
  try {
    return await Promise.race([asker.ask(questions, ending.signal), ended]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', withdraw);
  }
}
