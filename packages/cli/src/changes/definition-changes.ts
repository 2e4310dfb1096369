import type { ToolDefinition, ToolFeatures } from '@kami/types';
import { schemaChanges } from './schema-changes.ts';
import { textChange } from './text-change.ts';

/** What the functions of a tool say otherwise: added, gone, and changed in description or schema. */
export function definitionChanges(
  before: readonly ToolDefinition[],
  now: readonly ToolDefinition[],
): readonly string[] {
  const old = new Map(before.map((definition) => [definition.name, definition]));
  const names = new Set(now.map(({ name }) => name));
  return [
    ...now.flatMap((definition) => functionChange(old.get(definition.name), definition)),
    ...before.filter(({ name }) => !names.has(name)).map(({ name }) => `no longer has the function ${name}`),
  ];
}

function functionChange(before: ToolDefinition | undefined, now: ToolDefinition): readonly string[] {
  const { name } = now;
  if (before === undefined) {
    const [, said = ''] = textChange(`a new function ${name}`, '', now.description);
    return [said === '' ? `a new function ${name}` : said.replace(', now', '')];
  }
  const answer = (schema: ToolDefinition['outputSchema']): string | undefined =>
    schema === undefined ? undefined : JSON.stringify(schema);
  return [
    ...textChange(`${name}: title`, before.title, now.title),
    ...textChange(`${name}: description`, before.description, now.description),
    ...schemaChanges(name, before.inputSchema, now.inputSchema),
    ...textChange(`${name}: schema of the answer`, answer(before.outputSchema), answer(now.outputSchema)),
  ];
}

/** What a tool has otherwise beside its functions: resources, templates, prompts and icon. */
export function featureChanges(before: ToolFeatures, now: ToolFeatures): readonly string[] {
  return [
    ...listChanges('resource', before.resources, now.resources, ({ uri }) => uri),
    ...listChanges('template', before.templates, now.templates, ({ uriTemplate }) => uriTemplate),
    ...listChanges('prompt', before.prompts, now.prompts, ({ name }) => name),
    ...(before.icon?.src === now.icon?.src ? [] : ['another icon']),
  ];
}

function listChanges<T>(
  what: string,
  before: readonly T[],
  now: readonly T[],
  nameOf: (item: T) => string,
): readonly string[] {
  const old = new Map(before.map((item) => [nameOf(item), JSON.stringify(item)]));
  const names = new Set(now.map(nameOf));
  return [
    ...now.flatMap((item) => {
      const earlier = old.get(nameOf(item));
      if (earlier === undefined) return [`a new ${what} ${nameOf(item)}`];
      return textChange(`the ${what} ${nameOf(item)}`, earlier, JSON.stringify(item));
    }),
    ...[...old.keys()].filter((name) => !names.has(name)).map((name) => `no longer has the ${what} ${name}`),
  ];
}
