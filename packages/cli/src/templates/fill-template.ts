import type { NewTool } from './new-tool.ts';

/** Names of files that package managers and version control would go by where the template lies. */
const HIDDEN_NAMES: Readonly<Record<string, string>> = {
  _gitignore: '.gitignore',
  '_package.json': 'package.json',
};

/** What stands in the place of a template's placeholders. */
export interface Filling extends Pick<NewTool, 'name' | 'id'> {
  /** Version of KAMI. */
  readonly version: string;
}

/** A text of a template, or the name of a file of it, with the placeholders `__NAME__` and so on filled in. */
export function fillText(text: string, { name, id, version }: Filling): string {
  return text
    .replaceAll('__NAME_SNAKE__', name.replaceAll('-', '_'))
    .replaceAll('__NAME__', name)
    .replaceAll('__ID__', id)
    .replaceAll('__KAMI_VERSION__', version);
}

/** The name that a file of a template has in a project. */
export function fillFileName(name: string, filling: Filling): string {
  return fillText(HIDDEN_NAMES[name] ?? name, filling);
}
