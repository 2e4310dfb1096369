import { ERROR_BLAME, type Blame, type KamiErrorCode } from './error-codes.ts';
import type { JsonObject } from './json.ts';

/**
 * An expected failure as a value. `message` says what failed and why, in whole sentences: a capital first, unless a name
 * or path stands there as it is written, and a full stop last. Two things are no sentences: a message that begins with a
 * place in a file (`tool.toml:3:1: …`) has the form of a compiler's, and the plain text that a parser gives as its error
 * stands behind a colon in a message, so it has neither capital nor full stop. `hint` is the command that mends it, or a
 * sentence that says what to do.
 */
export interface KamiError {
  readonly code: KamiErrorCode;
  readonly message: string;
  readonly blame: Blame;
  readonly hint?: string;
  readonly data?: JsonObject;
  /** What led to it; for logs only, never shown to a guest or a client. */
  readonly cause?: unknown;
}

/** What may be said of an error beside its code and message. */
export interface ErrorDetail {
  readonly hint?: string;
  readonly data?: JsonObject;
  readonly cause?: unknown;
}

/** A text with a full stop, unless it ends as a sentence does already: for messages that end in words from elsewhere. */
export function endSentence(text: string): string {
  return /[.!?…]$/u.test(text) ? text : `${text}.`;
}

/** Makes an error of a code; the blame follows from the code. */
export function kamiError(code: KamiErrorCode, message: string, detail: ErrorDetail = {}): KamiError {
  return { code, message, blame: ERROR_BLAME[code], ...detail };
}
