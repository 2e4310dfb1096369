import { encodeFeaturesPayload, MAX_INSTALLED_RESOURCES } from '@kami/protocol';
import type { PromptDefinition, ResourceDefinition, ResourceTemplate } from '@kami/types';
import { toLink } from '../convention/content-blocks.ts';
import type { Page, Prompt, Template } from '../convention/kami-tool-values.ts';
import type { ExportTable } from '../instance.ts';
import { failedJob, type JobOutcome } from '../job-outcome.ts';
import { callFeature, exportedFeature, mustLift } from './call-feature.ts';

/** Pages that are asked for at install: a component whose pages never end. */
const MAX_PAGES = 16;

/**
 * What a component has beside its functions, checked by the host's own parser. A listing that fails, as it may without
 * any grant, ends there; one that is too long is an error.
 */
export function describeFeatures(exports: ExportTable): JobOutcome {
  const described = encodeFeaturesPayload({
    resources: listAll(exports),
    templates: listTemplates(exports),
    prompts: listPrompts(exports),
  });
  if (!described.ok) return failedJob('result-invalid', described.error);
  return { header: { status: 'described' }, body: described.value };
}

function listAll(exports: ExportTable): readonly ResourceDefinition[] {
  if (exportedFeature(exports, 'resources') === undefined) return [];
  const all: ResourceDefinition[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES && all.length <= MAX_INSTALLED_RESOURCES; page++) {
    const outcome = callFeature(exports, 'resources', 'list-resources', [cursor]);
    if (!outcome.ok) break;
    const { items, next } = mustLift<Page>(outcome, 'list-resources');
    // One over the bound is enough for the parser to say so.
    all.push(...items.slice(0, MAX_INSTALLED_RESOURCES + 1 - all.length).map(toLink));
    if (next === undefined) break;
    cursor = next;
  }
  return all;
}

function listTemplates(exports: ExportTable): readonly ResourceTemplate[] {
  if (exportedFeature(exports, 'resources') === undefined) return [];
  const templates = mustLift<readonly Template[]>(
    callFeature(exports, 'resources', 'templates', []),
    'templates',
  );
  return templates.map(({ uriTemplate, name, ...more }) => ({ uriTemplate, name, ...present(more) }));
}

function listPrompts(exports: ExportTable): readonly PromptDefinition[] {
  if (exportedFeature(exports, 'prompts') === undefined) return [];
  const prompts = mustLift<readonly Prompt[]>(callFeature(exports, 'prompts', 'describe', []), 'describe');
  return prompts.map(({ name, title, description, arguments: args }) => ({
    name,
    ...present({ title, description }),
    arguments: args.map(({ name: argument, required, ...more }) => ({
      name: argument,
      ...present({ title: more.title, description: more.description }),
      required,
    })),
  }));
}

interface Spoken {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly mimeType?: string | undefined;
}

/** Without the keys that the component left out. */
function present({ title, description, mimeType }: Spoken): {
  title?: string;
  description?: string;
  mimeType?: string;
} {
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(mimeType === undefined ? {} : { mimeType }),
  };
}
