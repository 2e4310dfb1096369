import type { ToolFeatures } from '@kami/types';

/** Resources that are shown one by one; of more, the number is. */
const SHOWN = 20;

/** A resource or a template, as one URI. */
interface ShownResource {
  readonly uri: string;
  readonly description?: string;
}

/** Every resource and template of a tool, templates last. */
export function resourceUris({ resources, templates }: ToolFeatures): readonly ShownResource[] {
  return [...resources, ...templates.map(({ uriTemplate, ...rest }) => ({ ...rest, uri: uriTemplate }))];
}

/** The resources of a tool for a person, a line each. */
export function resourceLines(features: ToolFeatures): readonly string[] {
  const all = resourceUris(features);
  const lines = all.slice(0, SHOWN).map(({ uri, description }) => `${uri}${firstLine(description)}`);
  return all.length > SHOWN ? [...lines, `and ${all.length - SHOWN} more`] : lines;
}

/** The prompts of a tool for a person, a line each. */
export function promptLines({ prompts }: ToolFeatures): readonly string[] {
  return prompts.map(({ name, description, arguments: args }) => {
    const list = args.map(({ name: argument, required }) => (required ? argument : `${argument}?`));
    return `${name}(${list.join(', ')})${firstLine(description)}`;
  });
}

function firstLine(description: string | undefined): string {
  const [line = ''] = (description ?? '').split('\n', 1);
  return line === '' ? '' : `  ${line}`;
}
