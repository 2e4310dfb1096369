import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { workspaceRoot } from './workspace-sources.ts';

const pages = globSync(['docs/guest/*.md', 'docs/reference/*.md', 'packages/guest/README.md'], {
  cwd: workspaceRoot,
});

/** The anchors of a page's headings, as Markdown renderers make them. */
function anchors(markdown: string): ReadonlySet<string> {
  const counts = new Map<string, number>();
  const found = new Set<string>();
  for (const [, heading = ''] of markdown.matchAll(/^#+ (.*)$/gmu)) {
    const slug = heading
      .toLowerCase()
      .replaceAll(/\]\([^)]*\)|[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
    const before = counts.get(slug) ?? 0;
    counts.set(slug, before + 1);
    found.add(before === 0 ? slug : `${slug}-${before}`);
  }
  return found;
}

/** Links of a page into the repository that lead nowhere. */
function deadLinks(page: string): readonly string[] {
  const text = readFileSync(join(workspaceRoot, page), 'utf8');
  return [...text.matchAll(/\]\((?<target>[^)\s]+)\)/gu)].flatMap(({ groups }) => {
    const target = groups?.['target'] ?? '';
    if (/^[a-z]+:/u.test(target)) return [];
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? join(workspaceRoot, page) : join(workspaceRoot, dirname(page), path);
    if (!existsSync(file)) return [target];
    return anchor === undefined || anchors(readFileSync(file, 'utf8')).has(anchor) ? [] : [target];
  });
}

describe('the pages of the SDK', () => {
  it.each(pages)('%s has no link that leads nowhere', (page) => {
    expect(deadLinks(page)).toEqual([]);
  });
});
