import type { InstalledTool } from '../../packages/registry/src/index.ts';
import { parseToolId, parseToolName } from '../../packages/types/src/index.ts';

const nouns = [
  'page',
  'image',
  'table',
  'note',
  'index',
  'weather',
  'route',
  'archive',
  'invoice',
  'calendar',
];
const verbs = [
  'fetches',
  'converts',
  'searches',
  'lists',
  'signs',
  'verifies',
  'translates',
  'plots',
  'counts',
];
const things = [
  'from the web',
  'in a folder',
  'of a mailbox',
  'by its hash',
  'as CSV',
  'for a person',
  'quickly',
];

/** Words of {@link manyTools} from the commonest to one that no tool has. */
export const searches: readonly string[] = [
  'tool',
  'dev.example',
  'page',
  'WEATHER',
  'image fetches',
  'archive hash mailbox',
  'signs invoice csv',
  'translat',
  'pa',
  'index-77',
  'calendar-1234',
  'dev.example.route-9',
  'nothing-like-this',
  '"page" OR *',
];

/** Tools like an installed one, with ids, names and descriptions of their own; the same each time. */
export function* manyTools(tool: InstalledTool, count: number): Generator<InstalledTool> {
  for (let index = 0; index < count; index += 1) {
    const pick = (words: readonly string[], turn: number): string =>
      words[Math.floor(index / 7 ** turn + turn * index) % words.length] ?? '';
    const text = `${pick(nouns, 0)}-${index}`;
    const id = parseToolId(`dev.example.${text}`);
    const name = parseToolName(text);
    if (!id.ok || !name.ok) throw new Error('A name that is none.');
    const described = [0, 1, 2].map(
      (turn) => `${pick(verbs, turn)} ${pick(nouns, turn)} ${pick(things, turn)}`,
    );
    const description = `A tool that ${described.join(', and ')}.`;
    const manifest = { ...tool.manifest, id: id.value, name: name.value, description };
    yield { ...tool, id: id.value, name: name.value, manifest };
  }
}
