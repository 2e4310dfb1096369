import { Prompt } from './define-prompt.ts';
import { Resource, ResourceTemplate } from './define-resource.ts';

type EntryModule = Readonly<Record<string, unknown>>;

/** The resources that an entry module exports. Throws, and so ends the build, when two share a URI. */
export function collectResources(entry: EntryModule): readonly Resource[] {
  return unique(
    exported(entry, (value) => value instanceof Resource),
    ({ source }) => source.uri,
  );
}

/** The templates that an entry module exports. Throws when two are the same. */
export function collectTemplates(entry: EntryModule): readonly ResourceTemplate[] {
  return unique(
    exported(entry, (value) => value instanceof ResourceTemplate),
    ({ source }) => source.uriTemplate,
  );
}

/** The prompts that an entry module exports. Throws when two share a name. */
export function collectPrompts(entry: EntryModule): readonly Prompt[] {
  return unique(
    exported(entry, (value) => value instanceof Prompt),
    ({ source }) => source.name,
  );
}

function exported<T>(entry: EntryModule, is: (value: unknown) => value is T): readonly T[] {
  return [...new Set(Object.values(entry).flat())].filter((value) => is(value));
}

function unique<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const keys = items.map(keyOf);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) throw new Error(`The entry module exports "${twice}" twice`);
  return items;
}
