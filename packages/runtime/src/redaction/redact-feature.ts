/**
 * Threat: a secret in a resource, a prompt or a suggestion, or in what they are called. Rule: each answer of a component
 * passes the redactor in all its words, as the answer of a function does.
 */
import type { FeatureAction, FeatureAnswers } from '@kami/protocol';
import type { Redactor } from '@kami/sandbox';
import type { ResourceDefinition } from '@kami/types';
import { redactBlock, redactContents } from './redact-content.ts';

/** How each answer loses the secrets of its tool. */
export const REDACTIONS: {
  readonly [A in FeatureAction]: (answer: FeatureAnswers[A], redactor: Redactor) => FeatureAnswers[A];
} = {
  'list-resources': ({ resources, next }, redactor) => ({
    resources: resources.map((resource) => redactDefinition(resource, redactor)),
    ...(next === undefined ? {} : { next: redactor.text(next) }),
  }),
  'read-resource': ({ contents }, redactor) => ({
    contents: contents.map((one) => redactContents(one, redactor)),
  }),
  'get-prompt': ({ description, messages }, redactor) => ({
    ...(description === undefined ? {} : { description: redactor.text(description) }),
    messages: messages.map(({ role, content }) => ({ role, content: redactBlock(content, redactor) })),
  }),
  complete: ({ values, ...counts }, redactor) => ({
    ...counts,
    values: values.map((value) => redactor.text(value)),
  }),
};

function redactDefinition(resource: ResourceDefinition, redactor: Redactor): ResourceDefinition {
  const { title, description, mimeType } = resource;
  const text = (field: string): string => redactor.text(field);
  return {
    ...resource,
    uri: text(resource.uri),
    name: text(resource.name),
    ...(title === undefined ? {} : { title: text(title) }),
    ...(description === undefined ? {} : { description: text(description) }),
    ...(mimeType === undefined ? {} : { mimeType: text(mimeType) }),
  };
}
