import { err, ok, type Result } from '@kami/types';
import { fields, list, tagged } from '../parse/composite-shapes.ts';
import { boundedJson } from '../parse/bounded-json.ts';
import { anyJson } from '../parse/json-shapes.ts';
import { literal } from '../parse/scalar-shapes.ts';
import { parseShape, type Shape } from '../parse/shape.ts';
import { MAX_ANSWER_BYTES, MAX_ASKING_DEPTH, MAX_QUESTIONS } from './bounds.ts';
import type { Answer } from './question.ts';

/** A level more for the list and one for the answer around its content. */
const MAX_DEPTH: number = MAX_ASKING_DEPTH + 2;
const ANSWERS: Shape<readonly Answer[]> = list(
  tagged('action', {
    accepted: fields({ action: literal('accepted'), content: anyJson }),
    declined: fields({ action: literal('declined') }),
    dismissed: fields({ action: literal('dismissed') }),
  }),
  MAX_QUESTIONS,
);

/** Answers as the body of the reply to an `ask`; nothing where they are over {@link MAX_ANSWER_BYTES}. */
export function encodeAnswers(answers: readonly Answer[]): Uint8Array | undefined {
  const body = new TextEncoder().encode(JSON.stringify(answers));
  return body.length <= MAX_ANSWER_BYTES ? body : undefined;
}

/** Reads the body of the reply to an `ask`. */
export function parseAnswers(body: Uint8Array): Result<readonly Answer[], string> {
  const bounds = { maxBytes: MAX_ANSWER_BYTES, maxDepth: MAX_DEPTH, rejectDuplicateKeys: false };
  const json = boundedJson(body, bounds);
  if (!json.ok) return err(json.error.message);
  const answers = parseShape(ANSWERS, json.value);
  return answers.ok ? ok(answers.value) : answers;
}
