import type { InstalledPrompt, InstalledResource, Json, ResourceTemplate, ToolFeatures } from '@kami/types';

/**
 * What the operator approves of a tool's features; nothing where it has none. The size of a resource is left out: it
 * changes with what the resource holds, which is no part of a contract where a component gives it.
 */
export function featuresJson(features: ToolFeatures): Json | undefined {
  const { exports, resources, templates, prompts, icon } = features;
  const isEmpty =
    exports.length + resources.length + templates.length + prompts.length === 0 && icon === undefined;
  if (isEmpty) return undefined;
  return {
    exports: exports.toSorted(),
    resources: sorted(resources.map(resourceJson), 'uri'),
    templates: sorted(templates.map(templateJson), 'uriTemplate'),
    prompts: sorted(prompts.map(promptJson), 'name'),
    icon: icon === undefined ? undefined : { ...icon },
  };
}

type Members = { readonly [key: string]: Json | undefined };

function resourceJson({ uri, name, title, description, mimeType, body }: InstalledResource): Members {
  return { uri, name, title, description, mimeType, body: body === undefined ? undefined : { ...body } };
}

function templateJson(template: ResourceTemplate): Members {
  return { ...template };
}

function promptJson({ name, title, description, arguments: args, messages }: InstalledPrompt): Members {
  return {
    name,
    title,
    description,
    arguments: args.map((argument) => ({ ...argument })),
    messages: messages?.map((message) => ({ ...message })),
  };
}

function sorted(members: readonly Members[], key: string): Members[] {
  const keyOf = (one: Members): string => (typeof one[key] === 'string' ? one[key] : '');
  return members.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : Number(keyOf(a) > keyOf(b))));
}
