import { boundedJson, MAX_ASKING_DEPTH, MAX_QUESTION_BYTES, type Question } from '@kami/protocol';
import { err, isJsonObject, ok, type JsonObject, type Result } from '@kami/types';

/** `kami:host/ask`, `question`. */
export interface GuestQuestion {
  readonly name: string;
  readonly about:
    | { readonly tag: 'form'; readonly val: { readonly message: string; readonly schema: string } }
    | { readonly tag: 'url'; readonly val: { readonly message: string; readonly url: string } }
    | { readonly tag: 'sample'; readonly val: string }
    | { readonly tag: 'roots' };
}

/** A component's questions with their JSON read. The error names the question. */
export function readGuestQuestions(given: readonly GuestQuestion[]): Result<readonly Question[], string> {
  const questions: Question[] = [];
  for (const question of given) {
    const read = readQuestion(question);
    if (!read.ok) return err(`${question.name}: ${read.error}`);
    questions.push(read.value);
  }
  return ok(questions);
}

function readQuestion({ name, about }: GuestQuestion): Result<Question, string> {
  switch (about.tag) {
    case 'form': {
      const { message, schema: text } = about.val;
      const schema = readObject(text);
      return schema.ok ? ok({ name, kind: 'form', message, schema: schema.value }) : schema;
    }
    case 'url':
      return ok({ name, kind: 'url', message: about.val.message, url: about.val.url });
    case 'sample': {
      const params = readObject(about.val);
      return params.ok ? ok({ name, kind: 'sampling', params: params.value }) : params;
    }
    case 'roots':
      return ok({ name, kind: 'roots' });
  }
}

function readObject(text: string): Result<JsonObject, string> {
  const bounds = { maxBytes: MAX_QUESTION_BYTES, maxDepth: MAX_ASKING_DEPTH, rejectDuplicateKeys: true };
  const json = boundedJson(text, bounds);
  if (!json.ok) return err(json.error.message);
  return isJsonObject(json.value) ? ok(json.value) : err('expected an object');
}
