import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InstalledTool } from '@kami/registry';
import { NO_PERMISSION, type Permission } from '@kami/types';
import { sampleEvent, sampleTool, valueOf } from '../sample-tool.ts';
import type { CatalogueUnderTest } from './tool-repository.contract.ts';

const GRANTED: Permission = { ...NO_PERMISSION, env: ['LANG'] };
const first = sampleTool({ permission: GRANTED });
const second = sampleTool({ version: '2.0.0', digest: 'b', contractHash: 'e' });
const { id } = first;

/** What every implementation of `ToolRepository` does with versions that another took the place of. */
export function describeToolVersions(name: string, open: () => Promise<CatalogueUnderTest>): void {
  describe(`Versions in ${name}`, () => {
    let store: CatalogueUnderTest;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(async () => {
      await store.close();
    });
    const install = async (...tools: readonly InstalledTool[]): Promise<void> => {
      for (const tool of tools) valueOf(await store.tools.install(tool, [sampleEvent()]));
    };
    const put = async (tool: InstalledTool, permission: Permission, state: InstalledTool['state']) => {
      const revision = valueOf(await store.tools.revision());
      valueOf(await store.grants.put(tool, permission, state, [sampleEvent('tool.granted')], revision));
    };
    const versions = async (): Promise<readonly string[]> =>
      valueOf(await store.tools.versions(id)).map(({ version, state }) => `${version} ${state}`);
    const find = async (version: string): Promise<InstalledTool | undefined> =>
      valueOf(await store.tools.find({ nameOrId: 'notes', version }));

    it('keeps what was active with its grants, to be found by its version alone', async () => {
      await install(first, second);
      expect(await versions()).toEqual(['2.0.0 active', '1.0.0 earlier']);
      expect(await find('1.0.0')).toEqual({ ...first, state: 'earlier' });
      expect(valueOf(await store.tools.find({ nameOrId: 'notes' }))?.version).toBe('2.0.0');
      expect(valueOf(await store.tools.list({ limit: 10 })).tools).toHaveLength(1);
      expect(valueOf(await store.tools.pending(id))).toBeUndefined();
      expect(valueOf(await store.tools.preparedKeys(first.digest))).toEqual([first.prepared.key]);
    });

    it('keeps no version that was only held, and keeps the active one where a held one is approved', async () => {
      const held: InstalledTool = { ...second, state: 'held' };
      await install(first, sampleTool({ version: '1.5.0', digest: 'f', state: 'held' }), held);
      expect(await versions()).toEqual(['1.0.0 active', '2.0.0 held']);
      await put(held, NO_PERMISSION, 'active');
      expect(await versions()).toEqual(['2.0.0 active', '1.0.0 earlier']);
    });

    it('makes an earlier version active again, and the active one an earlier one', async () => {
      await install(first, second);
      await put(first, NO_PERMISSION, 'active');
      expect(await versions()).toEqual(['1.0.0 active', '2.0.0 earlier']);
      expect(await find('1.0.0')).toEqual({ ...first, permission: NO_PERMISSION });
    });

    it('changes grants and prepared form of an earlier version in its place', async () => {
      await install(first, second);
      await put(first, NO_PERMISSION, 'earlier');
      const prepared = { key: 'v2.prepared', digest: second.digest };
      const event = [sampleEvent('tool.prepared')];
      valueOf(await store.tools.replacePrepared(first, prepared, event));
      const changed = { ...first, permission: NO_PERMISSION, state: 'earlier', prepared };
      expect(await find('1.0.0')).toEqual(changed);
      expect(valueOf(await store.tools.preparedKeys(first.digest))).toEqual(['v2.prepared']);
      const late = await store.tools.replacePrepared(first, prepared, event);
      expect(late).toMatchObject({ ok: false, error: { code: 'KAMI_TOOL_UNKNOWN' } });
    });

    it('has a version once: one that is installed again is no earlier one', async () => {
      await install(first, second, first);
      expect(await versions()).toEqual(['1.0.0 active', '2.0.0 earlier']);
      await install({ ...second, state: 'held' });
      expect(await versions()).toEqual(['1.0.0 active', '2.0.0 held']);
    });

    it('finds an earlier version under the name that its tool has today, and under no name that another one has', async () => {
      await install(first, { ...second, name: sampleTool({ name: 'renamed' }).name });
      await install(sampleTool({ id: 'dev.other.notes', version: '3.0.0', digest: 'c' }));
      expect(await find('1.0.0')).toBeUndefined();
      const found = await store.tools.find({ nameOrId: 'renamed', version: '1.0.0' });
      expect(valueOf(found)?.id).toBe(id);
    });

    it('keeps the last five, and none of a tool that was removed', async () => {
      const digits = ['0', '1', '2', '3', '4', '5', '6'];
      await install(...digits.map((digit) => sampleTool({ version: `1.0.${digit}`, digest: digit })));
      expect(await versions()).toEqual([
        '1.0.6 active',
        ...['5', '4', '3', '2', '1'].map((digit) => `1.0.${digit} earlier`),
      ]);
      valueOf(await store.tools.remove(id, [sampleEvent('tool.removed')]));
      expect(await versions()).toEqual([]);
      expect(await find('1.0.5')).toBeUndefined();
    });
  });
}
