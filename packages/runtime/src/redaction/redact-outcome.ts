/**
 * Threat: a secret in an answer or an error, also inside binary content. Rule: every text, name and number is looked
 * through, and every base64 field decoded for it, before anything is given to who called.
 */
import type { Redactor } from '@kami/sandbox';
import type { KamiError, Result, ToolOutcome } from '@kami/types';
import { redactBlock } from './redact-content.ts';

/** What a call gave, without the secrets of its tool. */
export function redactResult<T>(
  result: Result<T, KamiError>,
  redactor: Redactor,
  redact: (answer: T, redactor: Redactor) => T,
): Result<T, KamiError> {
  return result.ok
    ? { ok: true, value: redact(result.value, redactor) }
    : { ok: false, error: redactError(result.error, redactor) };
}

/** The answer of a function without the secrets of its tool. */
export function redactOutcome(outcome: ToolOutcome, redactor: Redactor): ToolOutcome {
  const { structured, meta } = outcome;
  return {
    ...outcome,
    content: outcome.content.map((block) => redactBlock(block, redactor)),
    ...(structured === undefined ? {} : { structured: redactor.json(structured) }),
    ...(meta === undefined ? {} : { meta: redactor.object(meta) }),
  };
}

/** The cause stays with KAMI: it is an error of the host's own and none of its words are the tool's. */
function redactError(error: KamiError, redactor: Redactor): KamiError {
  const { message, hint, data } = error;
  return {
    ...error,
    message: redactor.text(message),
    ...(hint === undefined ? {} : { hint: redactor.text(hint) }),
    ...(data === undefined ? {} : { data: redactor.object(data) }),
  };
}
