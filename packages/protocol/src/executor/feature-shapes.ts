/**
 * Threat: names, texts and URIs of a component that clients list and models read. Rule: a URI is absolute and of
 * printable ASCII, its scheme is never KAMI's own, templates can be matched without a search, and all of it is bounded.
 */
import {
  resourceUriProblem,
  type PromptArgument,
  type PromptDefinition,
  type ResourceContents,
  type ResourceDefinition,
  type ResourceTemplate,
} from '@kami/types';
import { either, fields, list, refine } from '../parse/composite-shapes.ts';
import { bool, integer, pattern, text } from '../parse/scalar-shapes.ts';
import type { Shape } from '../parse/shape.ts';
import { templateProblem } from '../uri/match-template.ts';
import { definitionName } from './parse-definitions-payload.ts';
import { base64, contentUri, mimeType } from './content-shapes.ts';

/** Arguments of one prompt. */
export const MAX_PROMPT_ARGUMENTS = 64;

const name = text(256, 1);
const description = text(4096);
const spoken = { title: text(256), description };

/** Why a text cannot be the URI template of a tool; nothing when it can. */
export function resourceTemplateProblem(template: string): string | undefined {
  return resourceUriProblem(template) ?? templateProblem(template);
}

const anyText = text(Number.MAX_SAFE_INTEGER);

/** A resource as a component lists it. */
export const resourceDefinition: Shape<ResourceDefinition> = fields(
  { uri: refine(anyText, resourceUriProblem), name },
  { ...spoken, mimeType, size: integer(0, Number.MAX_SAFE_INTEGER) },
);

/** A template of resources. */
export const resourceTemplate: Shape<ResourceTemplate> = fields(
  { uriTemplate: refine(anyText, resourceTemplateProblem), name },
  { ...spoken, mimeType },
);

/** What was read of a resource. */
export const resourceContents: Shape<ResourceContents> = either(
  fields({ uri: contentUri, text: anyText }, { mimeType }),
  fields({ uri: contentUri, blob: base64 }, { mimeType }),
);

const promptArgument: Shape<PromptArgument> = fields(
  {
    name: pattern(/^[A-Za-z0-9_.-]{1,64}$/, 64, 'at most 64 letters, digits, "_", "-" or "."'),
    required: bool,
  },
  spoken,
);

/** A prompt as a component describes it. */
export const promptDefinition: Shape<PromptDefinition> = fields(
  {
    name: definitionName,
    arguments: refine(list(promptArgument, MAX_PROMPT_ARGUMENTS), (all) => twice(all.map((one) => one.name))),
  },
  spoken,
);

/** What is wrong when a name stands twice in a list; nothing when none does. */
export function twice(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  for (const one of names) {
    if (seen.has(one)) return `${JSON.stringify(one.slice(0, 200))} is there twice`;
    seen.add(one);
  }
  return undefined;
}
