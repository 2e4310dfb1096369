/**
 * Threat: a component that took over the prepare process writes its answer. Rule: the answer is read
 * as a closed form; an error's code is one that preparing can give, and its texts are cut.
 */
import { parseFacts, type Preparation } from '@kami/engine';
import {
  err,
  isJsonObject,
  kamiError,
  ok,
  type KamiError,
  type KamiErrorCode,
  type Result,
} from '@kami/types';

import type { Message } from './message.ts';
import { answerError } from './translate-error.ts';

const CODES = [
  'KAMI_COMPONENT_INVALID',
  'KAMI_IMPORT_UNKNOWN',
  'KAMI_TYPE_UNSUPPORTED',
  'KAMI_STORE_CORRUPT',
  'KAMI_INTERNAL',
] as const satisfies readonly KamiErrorCode[];
const MAX_TEXT = 4096;

/** The outcome of a `prepare` job. */
export function parsePreparation(
  { header, body }: Message,
  expectedKey: string,
): Result<Preparation, KamiError> {
  const refused = parseRefusal(header);
  if (refused !== undefined) return err(refused);
  const facts =
    isJsonObject(header) && header['status'] === 'prepared' ? parseFacts(header['facts']) : undefined;
  if (facts === undefined || body.length === 0) return err(answerError('it has another form'));
  return ok({ facts, prepared: body, key: expectedKey });
}

/** The outcome of a `finish` job. */
export function parseFinished(message: Message): Result<Uint8Array, KamiError> {
  return parseBody(message, 'finished');
}

/** The outcome of a `componentize` job. */
export function parseComponentized(message: Message): Result<Uint8Array, KamiError> {
  return parseBody(message, 'componentized');
}

function parseBody({ header, body }: Message, status: string): Result<Uint8Array, KamiError> {
  const refused = parseRefusal(header);
  if (refused !== undefined) return err(refused);
  if (!isJsonObject(header) || header['status'] !== status || body.length === 0) {
    return err(answerError('it has another form'));
  }
  return ok(body);
}

function parseRefusal(header: unknown): KamiError | undefined {
  const error = isJsonObject(header) && header['status'] === 'refused' ? header['error'] : undefined;
  if (!isJsonObject(error)) return undefined;
  const code = CODES.find((known) => known === error['code']);
  const { message, hint, data } = error;
  if (code === undefined || typeof message !== 'string') return answerError('it has an unknown error');
  return kamiError(code, printable(message), {
    ...(typeof hint === 'string' ? { hint: printable(hint) } : {}),
    ...(isJsonObject(data) && JSON.stringify(data).length <= MAX_TEXT ? { data } : {}),
  });
}

/** The text on one line without control characters, cut. */
function printable(text: string): string {
  return text.slice(0, MAX_TEXT).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}
