import { ERROR_BLAME, type Blame, type KamiErrorCode } from './error-codes.ts';
import type { JsonObject } from './json.ts';

/** An expected failure as a value. `message` says what and why, `hint` what to do or which command mends it. */
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

/** Makes an error of a code; the blame follows from the code. */
export function kamiError(code: KamiErrorCode, message: string, detail: ErrorDetail = {}): KamiError {
  return { code, message, blame: ERROR_BLAME[code], ...detail };
}
