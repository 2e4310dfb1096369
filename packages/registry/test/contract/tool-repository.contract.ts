import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GrantRepository, InstalledTool, ToolRepository } from '@kami/registry';
import {
  NO_PERMISSION,
  parseDigest,
  type Permission,
  type RuntimeEvent,
  type ToolFeatures,
} from '@kami/types';
import { sampleEvent, sampleTool, valueOf } from '../sample-tool.ts';

/** A catalogue under test. */
export interface CatalogueUnderTest {
  readonly tools: ToolRepository;
  readonly grants: GrantRepository;
  /** The events that were committed, in order. */
  events(): Promise<readonly Pick<RuntimeEvent, 'eventId'>[]>;
  close(): Promise<void>;
}

const GRANTED: Permission = {
  net: [{ methods: ['GET'], scheme: 'https', host: 'example.com', subdomains: false, port: 443 }],
  mounts: [{ name: 'docs', hostPath: '/srv/docs', mode: 'ro' }],
  privateFolder: true,
  env: ['LANG'],
};

/** What every implementation of `ToolRepository` and `GrantRepository` must do. */
export function describeToolRepository(name: string, open: () => Promise<CatalogueUnderTest>): void {
  describe(`ToolRepository and GrantRepository: ${name}`, () => {
    let store: CatalogueUnderTest;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(async () => {
      await store.close();
    });
    const install = async (tool: InstalledTool): Promise<void> =>
      valueOf(await store.tools.install(tool, [sampleEvent()]));
    const put = async (
      tool: InstalledTool,
      permission: Permission,
      state: InstalledTool['state'],
      events: readonly RuntimeEvent[],
    ): ReturnType<GrantRepository['put']> =>
      store.grants.put(tool, permission, state, events, valueOf(await store.tools.revision()));
    const find = async (nameOrId: string, version?: string): Promise<InstalledTool | undefined> =>
      valueOf(await store.tools.find(version === undefined ? { nameOrId } : { nameOrId, version }));
    const listed = async (query: Parameters<ToolRepository['list']>[0]): Promise<readonly string[]> =>
      valueOf(await store.tools.list(query)).tools.map(
        (tool) => `${tool.name}@${tool.version} ${tool.state}`,
      );

    it('finds nothing where nothing is', async () => {
      expect(await find('notes')).toBeUndefined();
      expect(valueOf(await store.tools.pending(sampleTool().id))).toBeUndefined();
      expect(valueOf(await store.tools.list({ limit: 10 }))).toEqual({ tools: [] });
      expect(valueOf(await store.tools.names())).toEqual([]);
    });

    it('gives back what a tool has beside its functions, and none where it has none', async () => {
      const features: ToolFeatures = {
        exports: ['resources', 'prompts'],
        resources: [
          { uri: 'a:b', name: 'b', size: 1, body: { blob: 'QQ==' } },
          { uri: 'a:c', name: 'c' },
        ],
        templates: [{ uriTemplate: 'a:{x}', name: 'x', mimeType: 'text/plain' }],
        prompts: [
          {
            name: 'p',
            arguments: [{ name: 'a', required: true }],
            messages: [{ role: 'user', text: '{{a}}' }],
          },
        ],
        icon: { src: 'data:image/png;base64,', mimeType: 'image/png' },
      };
      const tool = sampleTool({ features });
      await install(tool);
      expect(await find('notes')).toEqual(tool);
      const plain = sampleTool();
      await install(plain);
      expect(await find('notes')).not.toHaveProperty('features');
    });

    it('gives back who signed a tool, and nothing where nobody looked', async () => {
      const fingerprint = valueOf(parseDigest('f'.repeat(64)));
      const tool = sampleTool({
        signature: {
          origin: '/srv/notes',
          signers: [
            { kind: 'identity', issuer: 'https://issuer.test', subject: 'a@b.test' },
            { kind: 'key', fingerprint },
          ],
          problems: ['it is no JSON'],
        },
      });
      await install(tool);
      expect(await find('notes')).toEqual(tool);
      await install(sampleTool());
      expect(await find('notes')).not.toHaveProperty('signature');
    });

    it('gives back what was installed, by name, id and version', async () => {
      const tool = sampleTool({ permission: GRANTED });
      await install(tool);
      for (const key of ['notes', 'dev.example.notes']) {
        expect(await find(key)).toEqual(tool);
        expect(await find(key, '1.0.0')).toEqual(tool);
        expect(await find(key, '1.0.1')).toBeUndefined();
      }
      expect(await find('Notes')).toBeUndefined();
      expect(valueOf(await store.tools.names())).toEqual(['dev.example.notes', 'notes']);
    });

    it('puts an active version in the place of the active one', async () => {
      await install(sampleTool());
      await install(sampleTool({ version: '2.0.0', digest: 'b' }));
      expect((await find('notes'))?.version).toBe('2.0.0');
      expect((await find('notes', '1.0.0'))?.state).toBe('earlier');
      expect(await listed({ limit: 10 })).toEqual(['notes@2.0.0 active']);
    });

    it('puts a held version beside the active one, and one held version in the place of another', async () => {
      await install(sampleTool());
      await install(sampleTool({ version: '2.0.0', digest: 'b', state: 'held' }));
      await install(sampleTool({ version: '3.0.0', digest: 'c', state: 'held' }));
      expect((await find('notes'))?.version).toBe('1.0.0');
      expect((await find('notes', '3.0.0'))?.state).toBe('held');
      expect(await find('notes', '2.0.0')).toBeUndefined();
      expect(valueOf(await store.tools.pending(sampleTool().id))?.version).toBe('3.0.0');
      expect(await listed({ limit: 10 })).toEqual(['notes@1.0.0 active']);
      expect(await listed({ limit: 10, state: 'held' })).toEqual([]);
    });

    it('puts a held version of the same component beside the active one when its contract is another', async () => {
      await install(sampleTool());
      const held = sampleTool({ version: '2.0.0', contractHash: 'd', state: 'held' });
      await install(held);
      expect((await find('notes'))?.version).toBe('1.0.0');
      expect(valueOf(await store.tools.pending(held.id))?.version).toBe('2.0.0');
      valueOf(await put(held, GRANTED, 'active', [sampleEvent('tool.approved')]));
      expect(await find('notes')).toEqual({ ...held, permission: GRANTED, state: 'active' });
      expect((await find('notes', '1.0.0'))?.state).toBe('earlier');
    });

    it('shows a held version where there is no active one', async () => {
      await install(sampleTool({ state: 'held' }));
      expect((await find('notes'))?.state).toBe('held');
      expect(valueOf(await store.tools.pending(sampleTool().id))).toBeUndefined();
      expect(await listed({ limit: 10, state: 'held' })).toEqual(['notes@1.0.0 held']);
      expect(await listed({ limit: 10, state: 'active' })).toEqual([]);
    });

    it('replaces the record of the same digest', async () => {
      await install(sampleTool({ state: 'held' }));
      await install(sampleTool({ description: 'Again' }));
      expect((await find('notes'))?.manifest.description).toBe('Again');
      expect((await find('notes'))?.state).toBe('active');
    });

    it('refuses a name that another id has, held or active, and changes nothing', async () => {
      await install(sampleTool({ state: 'held' }));
      const before = valueOf(await store.tools.revision());
      const refused = await store.tools.install(sampleTool({ id: 'dev.other.notes', digest: 'b' }), [
        sampleEvent(),
      ]);
      expect(refused).toMatchObject({
        ok: false,
        error: {
          code: 'KAMI_NAME_TAKEN',
          data: { name: 'notes', owner: 'dev.example.notes', id: 'dev.other.notes' },
        },
      });
      expect(await find('dev.other.notes')).toBeUndefined();
      expect(valueOf(await store.tools.revision())).toBe(before);
      expect(await store.events()).toHaveLength(1);
    });

    it('lets a tool change its name', async () => {
      await install(sampleTool());
      await install(sampleTool({ name: 'memo', digest: 'b' }));
      expect((await find('memo'))?.id).toBe('dev.example.notes');
      await install(sampleTool({ id: 'dev.other.notes', digest: 'c' }));
      expect((await find('notes'))?.id).toBe('dev.other.notes');
    });

    it('removes a tool with all its versions', async () => {
      await install(sampleTool());
      await install(sampleTool({ digest: 'b', version: '2.0.0', state: 'held' }));
      valueOf(await store.tools.remove(sampleTool().id, [sampleEvent('tool.removed')]));
      expect(await find('notes')).toBeUndefined();
      expect(await find('notes', '2.0.0')).toBeUndefined();
      const again = await store.tools.remove(sampleTool().id, [sampleEvent('tool.removed')]);
      expect(again).toMatchObject({ ok: false, error: { code: 'KAMI_TOOL_UNKNOWN' } });
      expect(await store.events()).toHaveLength(3);
    });

    it('replaces a permission, and activates a held version in the place of the active one', async () => {
      await install(sampleTool());
      const held = sampleTool({ digest: 'b', version: '2.0.0', state: 'held' });
      await install(held);
      valueOf(await put(sampleTool(), GRANTED, 'active', [sampleEvent('tool.granted')]));
      expect((await find('notes'))?.permission).toEqual(GRANTED);
      valueOf(await put(held, NO_PERMISSION, 'active', [sampleEvent('tool.approved')]));
      expect(await find('notes')).toEqual({ ...held, state: 'active' });
      expect((await find('notes', '1.0.0'))?.state).toBe('earlier');
      expect(valueOf(await store.tools.pending(held.id))).toBeUndefined();
    });

    it('refuses a permission for what is not installed, and changes nothing', async () => {
      await install(sampleTool());
      const refused = await put(sampleTool({ digest: 'b' }), GRANTED, 'active', [
        sampleEvent('tool.granted'),
      ]);
      expect(refused).toMatchObject({ ok: false, error: { code: 'KAMI_TOOL_UNKNOWN' } });
      expect(await find('notes')).toEqual(sampleTool());
      expect(await store.events()).toHaveLength(1);
    });

    it('names another prepared form, and keeps grants and state', async () => {
      await install(sampleTool({ permission: GRANTED }));
      const tool = sampleTool({ permission: GRANTED });
      const prepared = { key: 'v2-64.prepared', digest: sampleTool({ digest: 'e' }).digest };
      valueOf(await store.tools.replacePrepared(tool, prepared, [sampleEvent('tool.prepared')]));
      expect(await find('notes')).toEqual({ ...tool, prepared });
      expect(valueOf(await store.tools.preparedKeys(tool.digest))).toEqual(['v2-64.prepared']);
      expect(await store.events()).toHaveLength(2);
    });

    it('refuses another prepared form where the version has changed meanwhile, and changes nothing', async () => {
      await install(sampleTool());
      const prepared = { key: 'v2-64.prepared', digest: sampleTool({ digest: 'e' }).digest };
      const revision = valueOf(await store.tools.revision());
      for (const tool of [
        sampleTool({ digest: 'b' }),
        sampleTool({ contractHash: 'b' }),
        { ...sampleTool(), prepared },
      ]) {
        const refused = await store.tools.replacePrepared(tool, prepared, [sampleEvent('tool.prepared')]);
        expect(refused).toMatchObject({ ok: false, error: { code: 'KAMI_TOOL_UNKNOWN' } });
      }
      expect(await find('notes')).toEqual(sampleTool());
      expect(valueOf(await store.tools.revision())).toBe(revision);
      expect(await store.events()).toHaveLength(1);
    });

    it('tells the prepared forms of a component over all tools and versions', async () => {
      await install(sampleTool());
      await install(sampleTool({ contractHash: 'd', state: 'held' }));
      await install(sampleTool({ id: 'dev.example.memo', name: 'memo' }));
      await install(sampleTool({ id: 'dev.example.other', name: 'other', digest: 'b' }));
      expect(valueOf(await store.tools.preparedKeys(sampleTool().digest))).toHaveLength(3);
      expect(valueOf(await store.tools.preparedKeys(sampleTool({ digest: 'f' }).digest))).toEqual([]);
    });

    it('refuses a change that was decided on an earlier revision, and changes nothing', async () => {
      await install(sampleTool({ permission: GRANTED }));
      const decidedOn = valueOf(await store.tools.revision());
      valueOf(await put(sampleTool(), NO_PERMISSION, 'active', [sampleEvent('tool.revoked')]));
      const late = [
        await store.grants.put(sampleTool(), GRANTED, 'active', [sampleEvent('tool.granted')], decidedOn),
        await store.tools.install(sampleTool({ permission: GRANTED }), [sampleEvent()], decidedOn),
      ];
      for (const refused of late)
        expect(refused).toMatchObject({ ok: false, error: { code: 'KAMI_CONFLICT' } });
      expect((await find('notes'))?.permission).toEqual(NO_PERMISSION);
      expect(await store.events()).toHaveLength(2);
      const revision = valueOf(await store.tools.revision());
      valueOf(await store.tools.install(sampleTool({ permission: GRANTED }), [sampleEvent()], revision));
      expect((await find('notes'))?.permission).toEqual(GRANTED);
    });

    it('commits events with their change, in order', async () => {
      const events = [
        sampleEvent('install.manifest'),
        sampleEvent('install.assets'),
        sampleEvent('tool.installed'),
      ];
      valueOf(await store.tools.install(sampleTool(), events));
      const committed = await store.events();
      expect(committed.map(({ eventId }) => eventId)).toEqual(events.map(({ eventId }) => eventId));
    });

    it('changes its revision with every change, and only then', async () => {
      const revisions = [valueOf(await store.tools.revision())];
      await install(sampleTool());
      revisions.push(valueOf(await store.tools.revision()));
      valueOf(await put(sampleTool(), GRANTED, 'active', []));
      revisions.push(valueOf(await store.tools.revision()));
      await find('notes');
      expect(valueOf(await store.tools.revision())).toBe(revisions.at(-1));
      valueOf(await store.tools.remove(sampleTool().id, []));
      revisions.push(valueOf(await store.tools.revision()));
      expect(new Set(revisions).size).toBe(4);
    });

    it('gives pages by name that later changes do not shift', async () => {
      for (const [index, name] of ['delta', 'alpha', 'charlie', 'bravo'].entries()) {
        await install(sampleTool({ name, id: `dev.example.${name}`, digest: String(index) }));
      }
      const first = valueOf(await store.tools.list({ limit: 2 }));
      expect(first.tools.map((tool) => tool.name)).toEqual(['alpha', 'bravo']);
      await install(sampleTool({ name: 'aardvark', id: 'dev.example.aardvark', digest: '5' }));
      const second = valueOf(await store.tools.list({ limit: 2, cursor: first.next ?? '' }));
      expect(second.tools.map((tool) => tool.name)).toEqual(['charlie', 'delta']);
      expect(second.next).toBeUndefined();
    });

    it('searches name, id and descriptions, letter case ignored, and takes no character as a pattern', async () => {
      await install(sampleTool({ description: 'Keeps 100% of NOTES' }));
      await install(
        sampleTool({
          id: 'org.test.csv',
          name: 'csv',
          digest: 'b',
          description: 'Tables',
          definition: 'Größe',
        }),
      );
      expect(await listed({ limit: 10, text: 'notes' })).toEqual(['notes@1.0.0 active']);
      expect(await listed({ limit: 10, text: 'ORG.TEST' })).toEqual(['csv@1.0.0 active']);
      expect(await listed({ limit: 10, text: 'GRÖSSE' })).toEqual([]);
      expect(await listed({ limit: 10, text: 'GRÖß' })).toEqual(['csv@1.0.0 active']);
      expect(await listed({ limit: 10, text: '100%' })).toEqual(['notes@1.0.0 active']);
      expect(await listed({ limit: 10, text: '%' })).toEqual(['notes@1.0.0 active']);
      expect(await listed({ limit: 10, text: '_' })).toEqual([]);
    });

    it.each([
      { limit: 0 },
      { limit: 1001 },
      { limit: 1.5 },
      { limit: 1, cursor: '' },
      { limit: 1, cursor: 'after:../x' },
    ])('refuses the page %j', async (query) => {
      expect(await store.tools.list(query)).toMatchObject({ ok: false, error: { code: 'KAMI_USAGE' } });
    });
  });
}
