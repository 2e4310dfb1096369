import { WRITTEN } from './write-page.ts';

/** An entry of declarations alone: nothing is imported from it, a project names it among its types. */
export interface AmbientPage {
  readonly name: string;
  readonly title: string;
  readonly entry: string;
  /** The text of the declarations. */
  readonly source: string;
}

const FIRST_COMMENT = /^\/\*\*(?<text>[^]*?)\*\/\n/u;

/** What the first comment of declarations says. */
export function aboutAmbient(source: string): string {
  const text = FIRST_COMMENT.exec(source)?.groups?.['text'] ?? '';
  return text.replaceAll(/^\s*\* ?/gmu, '').trim();
}

/** A page with declarations as they are. */
export function writeAmbientPage({ title, entry, source }: AmbientPage): string {
  const code = source.replace(FIRST_COMMENT, '').trim();
  const parts = [WRITTEN, `# ${title}`, `\`${entry}\``, aboutAmbient(source), `\`\`\`ts\n${code}\n\`\`\``];
  return `${parts.join('\n\n')}\n`;
}
