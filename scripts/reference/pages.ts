import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { readItems, type Item } from './sdk-items.ts';
import { writeIndex, writePage, type Page } from './write-page.ts';

/** Pages of the SDK's main entry, by the folders and modules of its sources; the first that fits has the item. */
const TOPICS: readonly (readonly [name: string, title: string, sources: readonly string[]])[] = [
  ['tools', 'Tools', ['tool/']],
  ['content', 'Content', ['content/']],
  ['files', 'Files', ['host/file']],
  ['http', 'HTTP', ['web/', 'host/fetch-error', 'host/exchange', 'host/host-failure']],
  ['config-and-secrets', 'Configuration and secrets', ['host/config', 'host/secrets']],
  ['questions', 'Questions', ['ask/']],
  ['resources-and-prompts', 'Resources and prompts', ['feature/', 'host/notify']],
];

/** Titles of the SDK's other entries; the page of `./NAME` is `NAME.md`. */
const ENTRY_TITLES: Readonly<Record<string, string>> = {
  build: 'Building',
  testing: 'Testing',
  globals: 'Globals',
};

/** The pages of the reference by file name, from the sources of the SDK's package. Throws where an item has no page. */
export async function referencePages(folder: string): Promise<ReadonlyMap<string, string>> {
  const pages: Page[] = [];
  for (const [path, source] of entriesOf(folder)) {
    const items = readItems(join(folder, source));
    pages.push(...(path === '.' ? topicPages(folder, items) : [entryPage(path, items)]));
  }
  const written = new Map([['index.md', writeIndex(pages)]]);
  for (const page of pages) written.set(`${page.name}.md`, await writePage(page, pages));
  return written;
}

/** The SDK's export paths with their source modules. */
function entriesOf(folder: string): readonly (readonly [path: string, source: string])[] {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const exports: unknown =
    typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, 'exports') : undefined;
  return Object.entries(exports ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].endsWith('.ts'),
  );
}

function topicPages(folder: string, items: ReadonlyMap<string, Item>): readonly Page[] {
  const pages = TOPICS.map(([name, title]) => ({
    name,
    title,
    entry: '@kami/guest',
    items: new Map<string, Item>(),
  }));
  for (const [key, item] of items) {
    const source = relative(join(folder, 'src'), item.from).replaceAll(sep, '/');
    const at = TOPICS.findIndex(([, , sources]) => sources.some((prefix) => source.startsWith(prefix)));
    const page = pages[at];
    if (page === undefined) throw new Error(`${source}: ${item.name} has no page. Add one to TOPICS.`);
    page.items.set(key, item);
  }
  return pages;
}

function entryPage(path: string, items: ReadonlyMap<string, Item>): Page {
  const name = path.replace('./', '');
  return { name, title: ENTRY_TITLES[name] ?? name, entry: `@kami/guest/${name}`, items };
}
