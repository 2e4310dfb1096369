/**
 * Threat: a component that describes a hundred thousand resources, or two of one name. Rule: what stands with an
 * installation is bounded in number and bytes, and every name in it is there once.
 */
import {
  err,
  ok,
  type PromptDefinition,
  type ResourceDefinition,
  type ResourceTemplate,
  type Result,
} from '@kami/types';
import { boundedJson } from '../parse/bounded-json.ts';
import { fields, list, refine } from '../parse/composite-shapes.ts';
import { parseShape, type Shape } from '../parse/shape.ts';
import { promptDefinition, resourceDefinition, resourceTemplate, twice } from './feature-shapes.ts';

/** Resources that a component lists at install; one that has more describes them by templates. */
export const MAX_INSTALLED_RESOURCES = 1024;
/** Templates of one component. */
export const MAX_TEMPLATES = 128;
/** Prompts of one component. */
export const MAX_PROMPTS = 128;
/** All that a component describes beside its functions, in bytes. */
export const MAX_FEATURES_BYTES: number = 1024 * 1024;

/** What a component says it has beside its functions. */
export interface DescribedFeatures {
  readonly resources: readonly ResourceDefinition[];
  readonly templates: readonly ResourceTemplate[];
  readonly prompts: readonly PromptDefinition[];
}

const FEATURES: Shape<DescribedFeatures> = fields({
  resources: refine(list(resourceDefinition, MAX_INSTALLED_RESOURCES), (all) =>
    twice(all.map(({ uri }) => uri)),
  ),
  templates: refine(list(resourceTemplate, MAX_TEMPLATES), (all) =>
    twice(all.map(({ uriTemplate }) => uriTemplate)),
  ),
  prompts: refine(list(promptDefinition, MAX_PROMPTS), (all) => twice(all.map(({ name }) => name))),
});

/** Reads the body of a `described` result of `describe-features`. The error says which rule was broken. */
export function parseFeaturesPayload(body: Uint8Array): Result<DescribedFeatures, string> {
  const json = boundedJson(body, { maxBytes: MAX_FEATURES_BYTES, maxDepth: 8, rejectDuplicateKeys: true });
  return json.ok ? parseShape(FEATURES, json.value) : err(json.error.message);
}

/** The body of a `described` result of `describe-features`. The error says which rule the features break. */
export function encodeFeaturesPayload(features: DescribedFeatures): Result<Uint8Array, string> {
  const body = new TextEncoder().encode(JSON.stringify(features));
  const fits = parseFeaturesPayload(body);
  return fits.ok ? ok(body) : fits;
}
