import { kamiError, NO_FEATURES, type ResourceDefinition, type ToolFeatures } from '@kami/types';
import { describe, expect, it } from 'vitest';
import {
  formatResourceCursor,
  listResources,
  parseResourceCursor,
  type AskPage,
  type ResourceCursor,
} from '../../src/index.ts';
import { fakeTool } from '../support/fixtures.ts';

const named = (uri: string): ResourceDefinition => ({ uri, name: uri });
const tool = (name: string, features: Partial<ToolFeatures>): ReturnType<typeof fakeTool> =>
  fakeTool(name, { features: { ...NO_FEATURES, exports: ['resources'], ...features } });
const never: AskPage = () => Promise.reject(new Error('not to be asked'));

/** Every page of a list, and how often a component was asked. */
async function listAll(tools: readonly ReturnType<typeof fakeTool>[], ask: AskPage) {
  const pages: string[][] = [];
  const failures: string[] = [];
  let asked = 0;
  for (let from: ResourceCursor | undefined; ;) {
    const page = await listResources(
      tools,
      from,
      (...args) => {
        asked++;
        return ask(...args);
      },
      (failed) => failures.push(failed.name),
    );
    pages.push(page.resources.map(({ uri }) => uri));
    from = page.next;
    if (from === undefined) return { pages, asked, failures };
  }
}

describe('listResources', () => {
  it('asks nobody who has no template', async () => {
    const tools = [
      tool('b', { resources: [named('b:1')] }),
      tool('a', { resources: [{ ...named('a:1'), body: { text: 'x' } }] }),
    ];
    expect(await listAll(tools, never)).toEqual({ pages: [['a:1', 'b:1']], asked: 0, failures: [] });
    const page = await listResources(tools, undefined, never, () => undefined);
    expect(page.resources[0]).not.toHaveProperty('body');
  });

  it('leaves out what a tool may not answer for, and what it names twice', async () => {
    const one = tool('a', {
      templates: [{ uriTemplate: 'a:{x}', name: 'x' }],
      resources: [{ ...named('a:kept'), body: { text: 'x' } }],
    });
    const resources = ['a:1', 'b:1', 'a:1', 'kami://tools', 'a:kept'].map(named);
    const listed = await listAll([one], () => Promise.resolve({ ok: true, value: { resources } }));
    expect(listed.pages).toEqual([['a:kept', 'a:1']]);
  });

  it('stands with what was listed at install where a tool fails', async () => {
    const one = tool('a', { templates: [{ uriTemplate: 'a:{x}', name: 'x' }], resources: [named('a:1')] });
    const fails: AskPage = () =>
      Promise.resolve({ ok: false, error: kamiError('KAMI_TOOL_TRAPPED', 'It trapped.') });
    const listed = await listAll([one, tool('b', { resources: [named('b:1')] })], fails);
    expect(listed).toEqual({ pages: [['a:1', 'b:1']], asked: 1, failures: ['a'] });
  });

  it('ends where the pages of a component do not, and asks few for one page', async () => {
    const tools = ['a', 'b'].map((name) =>
      tool(name, { templates: [{ uriTemplate: `${name}:{x}`, name: 'x' }] }),
    );
    const endless: AskPage = ({ name }, cursor) =>
      Promise.resolve({
        ok: true,
        value: { resources: [named(`${name}:${cursor ?? '0'}`)], next: `${Number(cursor ?? 0) + 1}` },
      });
    const listed = await listAll(tools, endless);
    expect(listed.asked).toBe(64);
    expect(listed.pages.flat()).toHaveLength(64);
    expect(new Set(listed.pages.flat()).size).toBe(64);
    expect(Math.max(...listed.pages.map(({ length }) => length))).toBeLessThanOrEqual(16);
  });
});

describe('the cursor of a list of resources', () => {
  it.each([
    { tool: 'a', page: 0 },
    { tool: 'a-b', page: 3, cursor: 'é\u0000"' },
  ])('is read back: %j', (cursor) => {
    expect(parseResourceCursor(formatResourceCursor(cursor))).toEqual(cursor);
  });

  it.each(['', 'x', 'e30', formatResourceCursor({ tool: 'A', page: 0 }), 'a'.repeat(10_000)])(
    'is not %s',
    (given) => {
      expect(parseResourceCursor(given)).toBeUndefined();
    },
  );
});
