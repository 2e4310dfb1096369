import type { Answer, AskedFeature, AskFailure, Question } from '@kami/protocol';
import type { Result } from '@kami/types';

/** Who is behind the client of a call, and can be asked something while it runs. */
export interface Asker {
  /** What can be asked for at this moment. */
  readonly features: readonly AskedFeature[];
  /** Hears what a component wanted and the client does not offer. */
  lack(features: readonly AskedFeature[]): void;
  /**
   * Puts all questions at once; the answers are checked against them and stand in the same order. Only what is among
   * the features may be asked. Once `signal` fires nobody waits for answers any more.
   */
  ask(questions: readonly Question[], signal: AbortSignal): Promise<Result<readonly Answer[], AskFailure>>;
}

/** For callers behind whom nobody is. */
export const NOBODY: Asker = {
  features: [],
  lack: () => undefined,
  ask: () => Promise.resolve({ ok: false, error: { askError: 'unsupported', features: [] } }),
};
