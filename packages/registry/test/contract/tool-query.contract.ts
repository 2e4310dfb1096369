import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InstalledTool, ToolQuery } from '@kami/registry';
import { NO_PERMISSION, type Permission } from '@kami/types';
import { sampleTool, valueOf } from '../sample-tool.ts';
import type { CatalogueUnderTest } from './tool-repository.contract.ts';

const net: Permission['net'] = [
  { methods: [], scheme: 'https', host: 'example.com', subdomains: false, port: 443 },
];

/** A tool with what queries ask for; the digest is of the name. */
function tool(
  name: string,
  change: Parameters<typeof sampleTool>[0] & Partial<Pick<InstalledTool, 'size' | 'source' | 'installedAt'>>,
): InstalledTool {
  const { size = 1, source = './here', installedAt = '2026-11-21T10:00:00.000000Z', ...sample } = change;
  const base = sampleTool({ description: '', definition: '', id: `dev.test.${name}`, name, ...sample });
  return { ...base, size, source, installedAt };
}

const TOOLS: readonly InstalledTool[] = [
  tool('fetch', {
    permission: { ...NO_PERMISSION, net, env: ['LANG'] },
    description: 'Fetches a page, "quoted" AND (100%) from the web*',
    source: 'https://tools.example.com/fetch.tar',
    size: 30,
    installedAt: '2026-11-21T12:00:00.000000Z',
  }),
  tool('files', {
    permission: { ...NO_PERMISSION, mounts: [{ name: 'a', hostPath: '/a', mode: 'ro' }] },
    description: 'Reads a page of a file',
    source: 'https://tools.example.org/files.tar',
    size: 20,
  }),
  tool('store', {
    permission: { ...NO_PERMISSION, privateFolder: true },
    state: 'held',
    definition: 'Größe, ΟΔΟΣ, 日本語',
    size: 30,
  }),
  tool('vault', {
    permission: {
      ...NO_PERMISSION,
      secrets: [{ use: 'read', name: 'key' }],
    },
    description: 'Page by page',
    source: 'https:_tools',
    size: 10,
    installedAt: '2026-11-21T11:00:00.000000Z',
  }),
];

/** What every implementation of `ToolRepository` must do with a query. */
export function describeToolQueries(name: string, open: () => Promise<CatalogueUnderTest>): void {
  describe(`queries of ToolRepository: ${name}`, () => {
    let store: CatalogueUnderTest;
    beforeEach(async () => {
      store = await open();
      for (const one of TOOLS) valueOf(await store.tools.install(one, []));
    });
    afterEach(async () => {
      await store.close();
    });
    const names = async (query: Partial<ToolQuery>): Promise<readonly string[]> => {
      const [whole, short] = [
        valueOf(await store.tools.list({ limit: 10, ...query })),
        valueOf(await store.tools.summaries({ limit: 10, ...query })),
      ];
      expect(short.tools.map(({ id }) => id)).toEqual(whole.tools.map(({ id }) => id));
      expect(short.next).toBe(whole.next);
      return whole.tools.map((one) => one.name);
    };
    const refused = { ok: false, error: { code: 'KAMI_USAGE' } };

    it('filters by state, capability and source, and joins filters by and', async () => {
      expect(await names({})).toEqual(['fetch', 'files', 'store', 'vault']);
      expect(await names({ state: 'held' })).toEqual(['store']);
      expect(await names({ capability: 'network' })).toEqual(['fetch']);
      expect(await names({ capability: 'files' })).toEqual(['files', 'store']);
      expect(await names({ capability: 'environment' })).toEqual(['fetch']);
      expect(await names({ capability: 'secrets' })).toEqual(['vault']);
      expect(await names({ source: 'https://tools.example.' })).toEqual(['fetch', 'files']);
      expect(await names({ source: 'tools.example.com' })).toEqual([]);
      expect(await names({ source: 'HTTPS://' })).toEqual([]);
      expect(await names({ capability: 'files', state: 'active', source: 'https', text: 'page' })).toEqual([
        'files',
      ]);
    });

    it('finds each word of a search anywhere, letter case ignored, and no syntax in it', async () => {
      expect(await names({ text: 'PAGE' })).toEqual(['fetch', 'files', 'vault']);
      expect(await names({ text: '  page\tfile ' })).toEqual(['files']);
      expect(await names({ text: 'file page a' })).toEqual(['files']);
      expect(await names({ text: 'ag' })).toEqual(['fetch', 'files', 'vault']);
      expect(await names({ text: 'GRÖß' })).toEqual(['store']);
      expect(await names({ text: 'gro\u0308\u00df' })).toEqual(['store']);
      expect(await names({ text: 'οδοσ' })).toEqual(['store']);
      expect(await names({ text: '日本語' })).toEqual(['store']);
      expect(await names({ text: '語' })).toEqual(['store']);
      for (const text of ['"quoted"', '(100%)', 'web*', '100%', '%'])
        expect(await names({ text })).toEqual(['fetch']);
      for (const text of ['page OR file', 'pag*', 'text:page', '-page', '^fetch', 'page NOT file', '_', '""'])
        expect(await names({ text }), text).toEqual([]);
      for (const text of ['', ' ', '\0', '\u2028']) expect(await names({ text })).toHaveLength(4);
      expect(await store.tools.list({ limit: 10, text: 'x'.repeat(257) })).toMatchObject(refused);
    });

    it('sorts by name, time and size, and goes on after the last tool, whatever comes meanwhile', async () => {
      const orders: Readonly<Record<string, readonly string[]>> = {
        name: ['fetch', 'files', 'store', 'vault'],
        installed: ['fetch', 'vault', 'files', 'store'],
        size: ['fetch', 'store', 'files', 'vault'],
      };
      for (const sort of ['name', 'installed', 'size'] as const) {
        expect(await names({ sort })).toEqual(orders[sort]);
        const paged: string[] = [];
        let cursor: string | undefined;
        do {
          const page = valueOf(
            await store.tools.summaries({ sort, limit: 1, ...(cursor === undefined ? {} : { cursor }) }),
          );
          expect(page.tools).toHaveLength(1);
          paged.push(...page.tools.map((one) => one.name));
          ({ next: cursor } = page);
        } while (cursor !== undefined);
        expect(paged).toEqual(orders[sort]);
      }
      const first = valueOf(await store.tools.list({ sort: 'size', limit: 2 }));
      valueOf(await store.tools.install(tool('aaa', { size: 40 }), []));
      valueOf(await store.tools.remove(sampleTool({ id: 'dev.test.store' }).id, []));
      expect(await names({ sort: 'size', cursor: first.next ?? '' })).toEqual(['files', 'vault']);
    });

    it('refuses a cursor of another order, and what is none', async () => {
      const bySize = valueOf(await store.tools.list({ sort: 'size', limit: 1 })).next ?? '';
      for (const sort of ['name', 'installed'] as const)
        expect(await store.tools.list({ sort, limit: 1, cursor: bySize })).toMatchObject(refused);
      for (const cursor of [
        'after:size::fetch',
        'after:size:x:fetch',
        'after:size:1:',
        'after:fetch',
        'fetch',
      ])
        expect(await store.tools.summaries({ sort: 'size', limit: 1, cursor })).toMatchObject(refused);
    });

    it('summarises a tool, and follows its changes', async () => {
      const summary = async (): Promise<unknown> =>
        valueOf(await store.tools.summaries({ limit: 1, text: 'vault' })).tools[0];
      const vault = TOOLS.find((one) => one.name === 'vault') ?? sampleTool();
      const { id, version, digest, size, source, installedAt } = vault;
      const expected = { id, name: 'vault', version, state: 'active', digest, size, source, installedAt };
      const rest = { description: 'Page by page', functions: ['add'] };
      expect(await summary()).toEqual({ ...expected, ...rest, capabilities: ['secrets'] });
      const revision = valueOf(await store.tools.revision());
      valueOf(await store.grants.put(vault, { ...NO_PERMISSION, net }, 'active', [], revision));
      expect(await summary()).toEqual({ ...expected, ...rest, capabilities: ['network'] });
      valueOf(await store.tools.install(tool('vault', { version: '2.0.0', digest: 'b' }), []));
      expect(await summary()).toMatchObject({ version: '2.0.0', description: '' });
      expect(await names({ text: 'page' })).toEqual(['fetch', 'files']);
      valueOf(await store.tools.remove(id, []));
      expect(await summary()).toBeUndefined();
    });
  });
}
