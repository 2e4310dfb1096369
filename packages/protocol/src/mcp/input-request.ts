import { err, isJsonObject, ok, type Json, type JsonObject, type Result } from '@kami/types';
import { boundedJson } from '../parse/bounded-json.ts';
import { MAX_ANSWER_BYTES, MAX_ASKING_DEPTH, MAX_ROOTS } from '../asking/bounds.ts';
import { checkFormAnswer } from '../asking/check-form-answer.ts';
import { parseForm } from '../asking/parse-form.ts';
import { isSampledMessage } from '../asking/sampling-shapes.ts';
import type { Answer, AskedFeature, Question } from '../asking/question.ts';

/** A question as MCP asks it: a request of the server's, or an entry of `inputRequests` (2026-07-28). */
export interface InputRequest {
  readonly method: 'elicitation/create' | 'sampling/createMessage' | 'roots/list';
  readonly params: JsonObject;
}

/** A question in MCP's words. */
export function toInputRequest(question: Question): InputRequest {
  switch (question.kind) {
    case 'form': {
      const { message, schema } = question;
      return { method: 'elicitation/create', params: { message, requestedSchema: schema } };
    }
    case 'url': {
      const { message, url } = question;
      return { method: 'elicitation/create', params: { mode: 'url', message, url } };
    }
    case 'sampling':
      return { method: 'sampling/createMessage', params: question.params };
    case 'roots':
      return { method: 'roots/list', params: {} };
  }
}

/** What a client has to offer for a question. */
export function featureOf({ kind }: Question): AskedFeature {
  return kind;
}

/** The capabilities of MCP that stand for features, as `requiredCapabilities` names them (2026-07-28, -32021). */
export function toCapabilities(features: readonly AskedFeature[]): JsonObject {
  const modes = features.filter((feature) => feature === 'form' || feature === 'url');
  return {
    ...(modes.length > 0 && { elicitation: Object.fromEntries(modes.map((mode) => [mode, {}])) }),
    ...(features.includes('sampling') && { sampling: {} }),
    ...(features.includes('roots') && { roots: {} }),
  };
}

/**
 * A client's answer to a question (`ElicitResult`, `CreateMessageResult`, `ListRootsResult`), checked against what was
 * asked. The error says what is wrong with it, without quoting it.
 */
export function readInputResponse(question: Question, response: unknown): Result<Answer, string> {
  const bounds = { maxBytes: MAX_ANSWER_BYTES, maxDepth: MAX_ASKING_DEPTH, rejectDuplicateKeys: false };
  const json = boundedJson(JSON.stringify(response) ?? '', bounds);
  if (!json.ok) return err(`the answer is ${json.error.message}`);
  if (!isJsonObject(json.value)) return err('the answer is no object');
  switch (question.kind) {
    case 'form':
    case 'url':
      return readElicited(question, json.value);
    case 'sampling':
      return isSampledMessage(json.value) ? accepted(json.value) : err('the answer is no sampled message');
    case 'roots':
      return readRoots(json.value);
  }
}

function readElicited(
  question: Extract<Question, { readonly kind: 'form' | 'url' }>,
  { action, content }: JsonObject,
): Result<Answer, string> {
  if (action === 'decline') return ok({ action: 'declined' });
  if (action === 'cancel') return ok({ action: 'dismissed' });
  if (action !== 'accept') return err('the answer has no action that there is');
  if (question.kind === 'url') return accepted({});
  const form = parseForm(question.schema);
  if (!form.ok) return form;
  if (!isJsonObject(content)) return err('the answer has no content');
  const checked = checkFormAnswer(form.value, content);
  return checked.ok ? accepted(checked.value) : err(`the answer does not fit: ${checked.error}`);
}

function readRoots({ roots }: JsonObject): Result<Answer, string> {
  if (!Array.isArray(roots) || roots.length > MAX_ROOTS)
    return err(`the answer is no list of up to ${MAX_ROOTS} roots`);
  const read: JsonObject[] = [];
  for (const root of roots) {
    if (!isJsonObject(root) || typeof root['uri'] !== 'string') return err('a root has no uri');
    const { uri, name } = root;
    read.push({ uri, ...(typeof name === 'string' && { name }) });
  }
  return accepted(read);
}

function accepted(content: Json): Result<Answer, string> {
  return ok({ action: 'accepted', content });
}
