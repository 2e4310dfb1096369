import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameShape, type InstalledTool, type ToolQuery, type ToolRepository } from '@kami/registry';
import { NO_PERMISSION, type Permission } from '@kami/types';
import { createMemoryStore } from '../../registry/test/memory/memory-store.ts';
import { sampleTool, valueOf } from '../../registry/test/sample-tool.ts';
import { findClash } from '../src/read/find-clash.ts';
import { selectTools } from '../src/read/select-tools.ts';
import { createDatabase } from '../src/schema/migrate.ts';
import { openHome, temporaryHome } from './temporary-home.ts';

const NAMES = ['modem', 'modern', 'vvv', 'vw', 'wv', 'l0l', 'lol', 'mm', 'rnm', 'a-1', 'a-l'];
const label = fc.record({
  id: fc.constantFrom(...NAMES.map((name) => `x.${name}`)),
  name: fc.constantFrom(...NAMES.map((name) => `n${name}`)),
});
const net: Permission['net'] = [{ methods: [], scheme: 'https', host: 'a.b', subdomains: false, port: 443 }];
const tool = fc
  .record({
    label,
    digest: fc.constantFrom('a', 'b'),
    contractHash: fc.constantFrom('c', 'd'),
    state: fc.constantFrom('active', 'held'),
    permission: fc.constantFrom(
      NO_PERMISSION,
      { ...NO_PERMISSION, net },
      { ...NO_PERMISSION, privateFolder: true },
    ),
    description: fc.oneof(
      fc.constantFrom('Page "one"', 'two  pages', 'ÜBER\0x'),
      fc.string({ unit: 'binary' }),
    ),
    size: fc.nat(2),
  })
  .map(({ label: named, size, ...change }): InstalledTool => ({
    ...sampleTool({ ...named, ...change }),
    size,
  }));
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom('page', 'PAGE "one"', 'x" OR "y', '*', 'ü', 'über', 'NEAR(a b)', '\0\0', '\ud800', "'; --"),
  fc
    .array(fc.constantFrom('"', '*', '(', ')', ' ', ':', '^', '-', '+', '{', 'pag', 'AND', 'NOT', '\0'))
    .map((all) => all.join('')),
);
const query: fc.Arbitrary<ToolQuery> = fc.record(
  {
    text,
    state: fc.constantFrom('active', 'held'),
    capability: fc.constantFrom('network', 'files', 'environment', 'secrets'),
    source: fc.constantFrom('', './', 'x'),
    sort: fc.constantFrom('name', 'installed', 'size'),
    limit: fc.constantFrom(1, 2, 1000),
  },
  { requiredKeys: ['limit'] },
);

/** Every page of a query, and its length. */
async function pages(tools: ToolRepository, asked: ToolQuery): Promise<unknown> {
  const found: unknown[] = [];
  for (let cursor: string | undefined; ;) {
    const given = { ...asked, ...(cursor === undefined ? {} : { cursor }) };
    const [whole, short] = [valueOf(await tools.list(given)), valueOf(await tools.summaries(given))];
    found.push([whole, short]);
    cursor = whole.next;
    if (cursor === undefined) return found;
  }
}

describe('a catalogue in SQLite and one in memory', () => {
  it('refuse and find the same after the same changes, whatever is searched for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            tool,
            tool.map(({ id }) => id),
          ),
          { maxLength: 6 },
        ),
        fc.array(query, { minLength: 10, maxLength: 20 }),
        fc.array(label, { minLength: 10, maxLength: 20 }),
        async (changes, queries, labels) => {
          using folder = temporaryHome();
          await using home = await openHome(folder.path, { writer: { kind: 'inline' } });
          const memory = createMemoryStore();
          for (const change of changes) {
            const [stored, kept] = await Promise.all(
              [home.tools, memory.tools].map((tools) =>
                typeof change === 'string' ? tools.remove(change, []) : tools.install(change, []),
              ),
            );
            expect(stored?.ok).toBe(kept?.ok);
          }
          for (const asked of queries)
            expect(await pages(home.tools, asked)).toEqual(await pages(memory.tools, asked));
          for (const one of labels.map((named) => sampleTool(named))) {
            const [stored, kept] = [await home.tools.admits(one), await memory.tools.admits(one)];
            expect(stored.ok).toBe(kept.ok);
          }
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('statements of a query', () => {
  it('find words, shapes and places by their indexes', () => {
    using folder = temporaryHome();
    createDatabase(folder.path);
    using database = disposable(new Database(folder.path));
    const plan = (sql: string, parameters: object): string =>
      JSON.stringify(database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(parameters));
    const words = selectTools(
      'summaries',
      {
        words: ['page'],
        sort: 'name',
        limit: 1,
        after: undefined,
      },
      () => false,
    );
    expect(plan(words.sql, words.parameters)).toMatch(/tool_text VIRTUAL TABLE/u);
    for (const [sort, value, index] of [
      ['installed', '2026', 'listed_tools_installed'],
      ['size', 1, 'listed_tools_size'],
    ] as const) {
      const { name } = sampleTool();
      const after = sort === 'size' ? { sort, value, name } : { sort, value, name };
      const page = selectTools('summaries', { words: [], sort, limit: 1, after }, () => false);
      expect(plan(page.sql, page.parameters)).toContain(index);
    }
    const plans: string[] = [];
    const prepare: Parameters<typeof findClash>[0] = (sql) => {
      if (sql.includes('@id')) plans.push(plan(sql, { id: 'a', name: 'b' }));
      return database.prepare(sql);
    };
    expect(findClash(prepare, sampleTool())).toBeUndefined();
    expect(plans[0]).toContain('installations_name_shape');
    expect(plans[0]).toContain('installations_id_shape');
  });

  it('give names the shape that SQL gives them', () => {
    using database = disposable(new Database(':memory:'));
    const ofSql = database
      .prepare("SELECT replace(replace(replace(replace(?, '1', 'l'), '0', 'o'), 'm', 'rn'), 'w', 'vv')")
      .pluck();
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][a-z0-9.-]{0,47}$/u), (name) => {
        expect(ofSql.get(name)).toBe(nameShape(name));
      }),
    );
  });
});

function disposable(database: Database.Database): Database.Database & Disposable {
  return Object.assign(database, { [Symbol.dispose]: () => void database.close() });
}
