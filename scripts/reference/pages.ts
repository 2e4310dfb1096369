import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { readItems, type Item } from './sdk-items.ts';
import { writeAmbientPage, type AmbientPage } from './write-ambient-page.ts';
import { writeIndex } from './write-index.ts';
import { writePage, type Page } from './write-page.ts';

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
  const ambient: AmbientPage[] = [];
  for (const [path, source] of entriesOf(folder)) {
    const name = path === '.' ? '' : path.replace('./', '');
    const entry = path === '.' ? '@kami/guest' : `@kami/guest/${name}`;
    const page = { name, title: ENTRY_TITLES[name] ?? name, entry };
    if (source.endsWith('.d.ts'))
      ambient.push({ ...page, source: readFileSync(join(folder, source), 'utf8') });
    else if (path === '.') pages.push(...topicPages(folder, entry, readItems(join(folder, source))));
    else pages.push({ ...page, items: readItems(join(folder, source)) });
  }
  const written = new Map([['index.md', writeIndex(pages, ambient)]]);
  for (const page of pages) written.set(`${page.name}.md`, await writePage(page, pages));
  for (const page of ambient) written.set(`${page.name}.md`, writeAmbientPage(page));
  return written;
}

/** The SDK's export paths with their source modules, or with their declarations where there is nothing else. */
function entriesOf(folder: string): readonly (readonly [path: string, source: string])[] {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return Object.entries(field(manifest, 'exports') ?? {}).flatMap(([path, target]: [string, unknown]) => {
    const source = typeof target === 'string' ? target : field(target, 'types');
    return typeof source === 'string' && source.endsWith('.ts') ? [[path, source] as const] : [];
  });
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function topicPages(folder: string, entry: string, items: ReadonlyMap<string, Item>): readonly Page[] {
  const pages = TOPICS.map(([name, title]) => ({ name, title, entry, items: new Map<string, Item>() }));
  for (const [key, item] of items) {
    const source = relative(join(folder, 'src'), item.from).replaceAll(sep, '/');
    const at = TOPICS.findIndex(([, , sources]) => sources.some((prefix) => source.startsWith(prefix)));
    const page = pages[at];
    if (page === undefined) throw new Error(`${source}: ${item.name} has no page. Add one to TOPICS.`);
    page.items.set(key, item);
  }
  return pages;
}
