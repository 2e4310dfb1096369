/**
 * Threat: a component that asks in a form which breaks a client, sends a person to a page that runs a program, or borrows
 * what other servers told the client. Rule: each question is of a known form and size before any client sees it.
 */
import { err, ok, type Result } from '@kami/types';
import { fields, list, refine, tagged } from '../parse/composite-shapes.ts';
import { boundedJson } from '../parse/bounded-json.ts';
import { jsonObject } from '../parse/json-shapes.ts';
import { literal, pattern, text } from '../parse/scalar-shapes.ts';
import { parseShape, type Shape } from '../parse/shape.ts';
import { MAX_URL_BYTES } from '../host-call/bounds.ts';
import { MAX_ASKING_DEPTH, MAX_QUESTION_BYTES, MAX_QUESTION_TEXT_BYTES, MAX_QUESTIONS } from './bounds.ts';
import { parseForm } from './parse-form.ts';
import { OWN_QUESTION_PREFIX, type Question } from './question.ts';
import { SAMPLING_PARAMS } from './sampling-shapes.ts';

const name = refine(
  pattern(/^[a-z][a-z0-9_]*$/u, 64, 'a name of a-z, 0-9 and _ that starts with a letter'),
  (given) =>
    given.startsWith(OWN_QUESTION_PREFIX) ? `${OWN_QUESTION_PREFIX} begins names of KAMI's own` : undefined,
);
const message = text(MAX_QUESTION_TEXT_BYTES, 1);

const form = refine(jsonObject, (schema) => {
  const parsed = parseForm(schema);
  return parsed.ok ? undefined : parsed.error;
});

/** Read by one parser, left out by another: an address with them is not the one that a person is shown. */
const AMBIGUOUS_IN_URL = /[\s\\\p{C}]/u;

const webAddress = refine(text(MAX_URL_BYTES), (url) => {
  const parsed = AMBIGUOUS_IN_URL.test(url) ? null : URL.parse(url);
  const isWeb = parsed?.protocol === 'https:' || parsed?.protocol === 'http:';
  return isWeb && parsed.username === '' && parsed.password === ''
    ? undefined
    : 'expected an http or https URL';
});

const QUESTIONS: Shape<readonly Question[]> = refine(
  list(
    tagged('kind', {
      form: fields({ name, kind: literal('form'), message, schema: form }),
      url: fields({ name, kind: literal('url'), message, url: webAddress }),
      sampling: fields({ name, kind: literal('sampling'), params: SAMPLING_PARAMS }),
      roots: fields({ name, kind: literal('roots') }),
    }),
    MAX_QUESTIONS,
  ),
  (questions) => {
    if (questions.length === 0) return 'there is no question';
    return new Set(questions.map((question) => question.name)).size === questions.length
      ? undefined
      : 'two questions have one name';
  },
);

/** Reads the questions of an `ask`. The error says what is wrong with them. */
export function parseQuestions(body: Uint8Array): Result<readonly Question[], string> {
  const bounds = { maxBytes: MAX_QUESTION_BYTES, maxDepth: MAX_ASKING_DEPTH, rejectDuplicateKeys: true };
  const json = boundedJson(body, bounds);
  if (!json.ok) return err(json.error.message);
  const questions = parseShape(QUESTIONS, json.value);
  return questions.ok ? ok(questions.value) : questions;
}
