import {
  boundedJson,
  FEATURE_ANSWERS,
  MAX_SUGGESTIONS,
  parseShape,
  type FeatureAction,
  type FeatureAnswers,
  type JobHeader,
} from '@kami/protocol';
import { isJsonObject, type JsonObject } from '@kami/types';
import { leastSize, toContentBlock, toLink, toResource } from '../convention/content-blocks.ts';
import type { Completion, Filled, Page, ResourceContents } from '../convention/kami-tool-values.ts';
import type { ExportTable } from '../instance.ts';
import { failedJob, invalidArguments, type JobOutcome } from '../job-outcome.ts';
import { callFeature, failedFeature, mustLift } from './call-feature.ts';
import { completionRequest, textPairs } from './feature-arguments.ts';

const utf8 = new TextEncoder();
const ARGUMENT_BOUNDS = { maxBytes: Number.MAX_SAFE_INTEGER, maxDepth: 8, rejectDuplicateKeys: true };

/** Asks a component for what it has beside its functions. `args` is the JSON text of an object that the host wrote. */
export function answerFeature(
  exports: ExportTable,
  { maxOutputBytes }: JobHeader,
  action: FeatureAction,
  args: string,
): JobOutcome {
  const json = boundedJson(args, ARGUMENT_BOUNDS);
  if (!json.ok || !isJsonObject(json.value))
    return invalidArguments([{ path: '', message: 'expected an object' }]);
  return ASK[action](exports, json.value, maxOutputBytes);
}

type Ask = (exports: ExportTable, args: JsonObject, maxBytes: number) => JobOutcome;

const ASK: { readonly [A in FeatureAction]: Ask } = {
  'list-resources'(exports, { cursor }, maxBytes) {
    const outcome = callFeature(exports, 'resources', 'list-resources', [cursor]);
    if (!outcome.ok) return failedFeature(outcome.error);
    const { items, next } = mustLift<Page>(outcome, 'list-resources');
    const page = { resources: items.map(toLink), ...(next === undefined ? {} : { next }) };
    return delivered('list-resources', page, maxBytes);
  },

  'read-resource'(exports, { uri }, maxBytes) {
    const outcome = callFeature(exports, 'resources', 'read', [uri]);
    if (!outcome.ok) return failedFeature(outcome.error);
    const parts = mustLift<readonly ResourceContents[]>(outcome, 'read');
    const size = parts.reduce((sum, { body }) => sum + body.val.length, 0);
    if (size > maxBytes) return tooLarge(maxBytes);
    return delivered('read-resource', { contents: parts.map(toResource) }, maxBytes);
  },

  'get-prompt'(exports, { name, arguments: given }, maxBytes) {
    const outcome = callFeature(exports, 'prompts', 'get', [name, textPairs(given)]);
    if (!outcome.ok) return failedFeature(outcome.error);
    const { description, messages } = mustLift<Filled>(outcome, 'get');
    if (leastSize(messages.map(({ block }) => block)) > maxBytes) return tooLarge(maxBytes);
    const filled = {
      messages: messages.map(({ role, block }) => ({ role, content: toContentBlock(block) })),
      ...(description === undefined ? {} : { description }),
    };
    return delivered('get-prompt', filled, maxBytes);
  },

  complete(exports, args, maxBytes) {
    const outcome = callFeature(exports, 'completion', 'complete', [completionRequest(args)]);
    const { values, total, more } = mustLift<Completion>(outcome, 'complete');
    const suggestions = {
      values: values.slice(0, MAX_SUGGESTIONS),
      ...(total === undefined ? {} : { total }),
      more: more || values.length > MAX_SUGGESTIONS,
    };
    return delivered('complete', suggestions, maxBytes);
  },
};

/** An answer, checked by the host's own shapes: a bad one is the tool's failure, and not that of the pipe. */
function delivered<A extends FeatureAction>(
  action: A,
  answer: FeatureAnswers[A],
  maxBytes: number,
): JobOutcome {
  const fits = parseShape<unknown>(FEATURE_ANSWERS[action], answer);
  if (!fits.ok) return failedJob('result-invalid', fits.error);
  const body = utf8.encode(JSON.stringify(answer));
  return body.length > maxBytes ? tooLarge(maxBytes) : { header: { status: 'delivered' }, body };
}

function tooLarge(maxBytes: number): JobOutcome {
  return failedJob('output-too-large', `the answer is larger than ${maxBytes} bytes`);
}
