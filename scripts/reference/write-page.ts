import { format } from 'oxfmt';
import type { Item } from './sdk-items.ts';

/** A page of the reference: items by their keys, what is exported first. */
export interface Page {
  readonly name: string;
  readonly title: string;
  /** What an author imports from. */
  readonly entry: string;
  readonly items: ReadonlyMap<string, Item>;
}

/** The first line of every page. */
export const WRITTEN: string =
  '<!-- Written from the sources by "pnpm run docs": change the doc comments there. -->';

/** A page with every item: what it is, its declaration, and links to the types that it mentions. */
export async function writePage(page: Page, pages: readonly Page[]): Promise<string> {
  const sections = [WRITTEN, `# ${page.title}`, `\`import { … } from '${page.entry}';\``];
  for (const [, item] of exported(page)) sections.push(await writeItem(item, page, pages));
  const parts = [...page.items.values()].filter(({ isPart }) => isPart);
  if (parts.length > 0)
    sections.push('## Parts\n\nDeclarations that those above mention, and that are not exported.');
  for (const part of parts) sections.push(await writeItem(part, page, pages));
  return `${sections.join('\n\n')}\n`;
}

async function writeItem(item: Item, page: Page, pages: readonly Page[]): Promise<string> {
  const link = (key: string, name: string): string => `[\`${name}\`](${address(key, page, pages)})`;
  const doc = item.doc.replace(/\{@link (?<name>\w+)\}/gu, (_, name: string) => {
    const target = item.links.get(name) ?? keyOf(name, pages);
    return target === undefined ? `\`${name}\`` : link(target, name);
  });
  const links = [...item.links].map(([name, key]) => link(key, name)).toSorted();
  const mentions = links.length === 0 ? [] : [`Mentions ${links.join(', ')}.`];
  const code = `\`\`\`ts\n${await tidy(item.code)}\n\`\`\``;
  return [`${item.isPart ? '###' : '##'} ${item.name}`, ...(doc === '' ? [] : [doc]), code, ...mentions].join(
    '\n\n',
  );
}

/** The declaration as one would write it down: without the words that every one of them has. */
async function tidy(code: string): Promise<string> {
  const shown = code.replaceAll(/^\s*(?:#private|private .*);\n/gmu, '');
  const { code: formatted } = await format('item.d.ts', shown, { singleQuote: true, printWidth: 100 });
  return formatted.replaceAll(/^(?:export )?(?:declare )?/gmu, '').trim();
}

/** What a page describes that an author can import. */
export const exported = (page: Page): readonly (readonly [string, Item])[] =>
  [...page.items].filter(([, { isPart }]) => !isPart);

function keyOf(name: string, pages: readonly Page[]): string | undefined {
  const items = pages.flatMap((page) => exported(page));
  return items.find(([, item]) => item.name === name)?.[0];
}

/** An item on the same page is preferred: an entry may export what another mentions. */
function address(key: string, from: Page, pages: readonly Page[]): string {
  const page = from.items.has(key) ? from : pages.find(({ items }) => items.has(key));
  if (page === undefined) throw new Error(`${key} is on no page.`);
  return `${page === from ? '' : `${page.name}.md`}#${anchor(page, key)}`;
}

/** The anchor of an item on its page, as Markdown renderers make it: headings that differ in letter case alone are counted. */
export function anchor(page: Page, key: string): string {
  const ordered = [...page.items].toSorted(([, a], [, b]) => Number(a.isPart) - Number(b.isPart));
  const slug = (page.items.get(key)?.name ?? '').toLowerCase();
  const headings = [page.title, 'Parts', ...ordered.map(([, { name }]) => name)].map((text) =>
    text.toLowerCase(),
  );
  const keys = ['title', 'parts', ...ordered.map(([other]) => other)];
  const before = headings.slice(0, keys.indexOf(key)).filter((heading) => heading === slug).length;
  return before === 0 ? slug : `${slug}-${before}`;
}
