/**
 * Threat: the answer of a guest to a read, written by whoever broke out of it. Rule: each answer has exactly its keys, is
 * bounded, and says nothing that the protocol keeps for itself.
 */
import {
  err,
  type ContentBlock,
  type PromptRole,
  type ResourceContents,
  type ResourceDefinition,
  type Result,
} from '@kami/types';
import { boundedJson } from '../parse/bounded-json.ts';
import { fields, list } from '../parse/composite-shapes.ts';
import { bool, integer, oneOf, text } from '../parse/scalar-shapes.ts';
import { parseShape, type Shape } from '../parse/shape.ts';
import { contentBlock } from './content-shapes.ts';
import { resourceContents, resourceDefinition } from './feature-shapes.ts';
import type { JobAction } from './messages.ts';
import { MAX_RESULT_BYTES } from './parse-delivered-payload.ts';

/** Resources in one page of a component. */
export const MAX_PAGE_RESOURCES = 1000;
/** A cursor of a component, in bytes. */
export const MAX_CURSOR_BYTES = 1024;
/** Contents in the answer to one read: a folder may have several. */
export const MAX_CONTENTS = 256;
/** Messages of one prompt. */
export const MAX_PROMPT_MESSAGES = 256;
/** Suggestions in one answer (MCP, `completion/complete`: at most 100). */
export const MAX_SUGGESTIONS = 100;

/** One page of a component's resources. */
export interface ResourcePage {
  readonly resources: readonly ResourceDefinition[];
  readonly next?: string;
}

/** One message of a prompt. */
export interface PromptMessage {
  readonly role: PromptRole;
  readonly content: ContentBlock;
}

/** A prompt with its arguments filled in. */
export interface FilledPrompt {
  readonly description?: string;
  readonly messages: readonly PromptMessage[];
}

/** Values that could stand for an argument. */
export interface Suggestions {
  readonly values: readonly string[];
  readonly total?: number;
  readonly more: boolean;
}

/** What a component answers, by the action that it was asked for. */
export interface FeatureAnswers {
  readonly 'list-resources': ResourcePage;
  readonly 'read-resource': { readonly contents: readonly ResourceContents[] };
  readonly 'get-prompt': FilledPrompt;
  readonly complete: Suggestions;
}

/** An action that is neither a call of a tool nor a description. */
export type FeatureAction = Extract<JobAction, keyof FeatureAnswers>;

const message: Shape<PromptMessage> = fields({ role: oneOf(['user', 'assistant']), content: contentBlock });
const count = integer(0, 4_294_967_295);

/** The form of each answer. */
export const FEATURE_ANSWERS: { readonly [A in FeatureAction]: Shape<FeatureAnswers[A]> } = {
  'list-resources': fields(
    { resources: list(resourceDefinition, MAX_PAGE_RESOURCES) },
    { next: text(MAX_CURSOR_BYTES, 1) },
  ),
  'read-resource': fields({ contents: list(resourceContents, MAX_CONTENTS) }),
  'get-prompt': fields({ messages: list(message, MAX_PROMPT_MESSAGES) }, { description: text(4096) }),
  complete: fields({ values: list(text(4096), MAX_SUGGESTIONS), more: bool }, { total: count }),
};

/** Reads the body of a `delivered` result of an action. The error says which rule was broken. */
export function parseFeatureAnswer<A extends FeatureAction>(
  action: A,
  body: Uint8Array,
): Result<FeatureAnswers[A], string> {
  const json = boundedJson(body, { maxBytes: MAX_RESULT_BYTES, maxDepth: 16, rejectDuplicateKeys: true });
  return json.ok ? parseShape(FEATURE_ANSWERS[action], json.value) : err(json.error.message);
}
