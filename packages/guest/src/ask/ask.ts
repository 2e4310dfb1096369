import hostAsk from 'kami:host/ask@0.1.0';
import { AskError, toAskError } from './ask-error.ts';
import type { Question } from './question.ts';

/** What a person or a model answered. */
export type Answer<T> =
  | { readonly action: 'accepted'; readonly content: T }
  /** The person said no. */
  | { readonly action: 'declined' }
  /** The person closed the question without an answer. */
  | { readonly action: 'dismissed' };

/** Questions by name: `a-z`, `0-9` and `_`. */
export type Questions = Readonly<Record<string, Question<unknown>>>;

/** The answers to questions, by their names. */
export type Answers<Q extends Questions> = {
  readonly [Name in keyof Q]: Answer<Q[Name] extends Question<infer T> ? T : never>;
};

/**
 * Asks the person or the model behind the client, all questions at once. The call waits, and its deadline stands still.
 * Throws {@link AskError} when there is no answer; `context.client` says before what can be asked.
 */
export async function ask<const Q extends Questions>(questions: Q): Promise<Answers<Q>> {
  const entries = Object.entries(questions);
  const given = put(entries.map(([name, { about }]) => ({ name, about })));
  const answers: [string, Answer<unknown>][] = [];
  for (const [index, [name, asked]] of entries.entries()) {
    const answer = given[index];
    if (answer === undefined) throw new AskError('invalid', `${name} has no answer`);
    answers.push([
      name,
      answer.tag === 'accepted'
        ? { action: 'accepted', content: await read(name, asked, answer.val) }
        : { action: answer.tag },
    ]);
  }
  const named: unknown = Object.fromEntries(answers);
  if (isAnswered(named, questions)) return named;
  throw new AskError('invalid', 'a question has no answer');
}

/** Whether there is an answer for each question; each was read by its question. */
function isAnswered<Q extends Questions>(answers: unknown, questions: Q): answers is Answers<Q> {
  return (
    typeof answers === 'object' &&
    answers !== null &&
    Object.keys(questions).every((name) => Object.hasOwn(answers, name))
  );
}

function put(questions: Parameters<typeof hostAsk.ask>[0]): ReturnType<typeof hostAsk.ask> {
  try {
    return hostAsk.ask(questions);
  } catch (thrown) {
    throw toAskError(thrown);
  }
}

async function read(name: string, asked: Question<unknown>, text: string): Promise<unknown> {
  try {
    return await asked.read(JSON.parse(text));
  } catch (error) {
    throw new AskError('invalid', `${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
