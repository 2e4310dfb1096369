/**
 * Threat: a component that asks without end, asks what the client cannot answer, or puts a secret into a question. Rule:
 * rounds, time and number of waiting calls are bounded here, and what it asks passes the redactor first.
 */
import { encodeAnswers, parseQuestions, type AskReply, type Question } from '@kami/protocol';
import type { Redactor } from '@kami/sandbox';
import { err, isJsonObject, ok, type Clock, type Json, type Result } from '@kami/types';
import type { CallEvents } from '../call/call-events.ts';
import type { Place } from '../scheduler/scheduler.ts';
import { askWithin } from './ask-within.ts';
import type { Asker } from './asker.ts';
import type { Parking } from './parking.ts';

/** Times that one call may ask: a person is not to be worn out. */
export const MAX_ROUNDS = 16;

/** What the questions of one call need. */
export interface PersonParts {
  readonly asker: Asker;
  readonly parking: Parking;
  readonly principal: string;
  readonly place: Place;
  readonly events: CallEvents;
  readonly clock: Clock;
  readonly redactor: Redactor | undefined;
  /** Fires when the call is withdrawn. */
  readonly signal: AbortSignal;
}

/** The reply to an `ask`, with the answers as its body. */
export interface PersonReply {
  readonly reply: AskReply;
  readonly body?: Uint8Array;
}

/** Makes what answers the `ask` calls of one call; never rejects. */
export function createPerson(parts: PersonParts): (body: Uint8Array) => Promise<PersonReply> {
  const { asker, parking, clock, events, signal } = parts;
  let rounds = 0;
  let leftMs = parking.bounds.waitMs;

  return async (body) => {
    const questions = readQuestions(body, parts.redactor);
    if (!questions.ok) return refused(questions.error);
    const features = [...new Set(questions.value.map(({ kind }) => kind))];
    const missing = features.filter((feature) => !asker.features.includes(feature));
    if (missing.length > 0) {
      asker.lack(missing);
      return { reply: { askError: 'unsupported', features: missing } };
    }
    if (rounds >= MAX_ROUNDS) return refused(`a call may ask ${MAX_ROUNDS} times`);
    rounds += 1;
    if (leftMs <= 0) return { reply: { askError: 'timed-out' } };
    return park(questions.value, body.length);
  };

  async function park(questions: readonly Question[], bytes: number): Promise<PersonReply> {
    using waiting = parking.enter(parts.principal);
    if (waiting === undefined) return refused('too many calls wait for answers; try again later');
    events.enter('parked', { asked: questions.map(({ kind }) => kind), bytes });
    const begun = clock.now().monotonicNanos;
    const answers = await ask(questions);
    const parkedMs = Number((clock.now().monotonicNanos - begun) / 1_000_000n);
    leftMs -= parkedMs;
    if (signal.aborted) return { reply: { askError: 'cancelled' } };
    events.enter('running', { parkedMs, ...(!answers.ok && { failed: answers.error.askError }) });
    if (!answers.ok) return { reply: answers.error };
    const encoded = encodeAnswers(answers.value);
    return encoded === undefined
      ? refused('the answers are too large')
      : { reply: { ok: 'asked' }, body: encoded };
  }

  async function ask(questions: readonly Question[]): ReturnType<Asker['ask']> {
    using _elsewhere = parts.place.park();
    return await askWithin(asker, questions, leftMs, signal);
  }
}

/** Questions without the secrets of the tool; one that is none any more without them is refused. */
function readQuestions(
  body: Uint8Array,
  redactor: Redactor | undefined,
): Result<readonly Question[], string> {
  const questions = parseQuestions(body);
  if (!questions.ok || redactor === undefined) return questions;
  const shown = questions.value.map((question) => redactQuestion(question, redactor));
  const encoded = new TextEncoder().encode(JSON.stringify(shown));
  const parsed = parseQuestions(encoded);
  return parsed.ok ? ok(parsed.value) : err('a question cannot be asked without the secrets in it');
}

/** What says of which kind a question is stays: the host reads it, and no words of the tool are in it. */
function redactQuestion({ kind, ...question }: Question, redactor: Redactor): Json {
  const words: Json = { ...question };
  return { ...(isJsonObject(words) ? redactor.object(words) : {}), kind };
}

function refused(message: string): PersonReply {
  return { reply: { askError: 'refused', message } };
}
