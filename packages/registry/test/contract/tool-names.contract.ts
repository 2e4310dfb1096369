import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleEvent, sampleTool, valueOf } from '../sample-tool.ts';
import type { CatalogueUnderTest } from './tool-repository.contract.ts';

/** What every implementation of `ToolRepository` must do with names that look alike. */
export function describeToolNames(name: string, open: () => Promise<CatalogueUnderTest>): void {
  describe(`names of ToolRepository: ${name}`, () => {
    let store: CatalogueUnderTest;
    beforeEach(async () => {
      store = await open();
      valueOf(await store.tools.install(sampleTool({ id: 'com.paypal.modem', name: 'paypal-modem' }), []));
    });
    afterEach(async () => {
      await store.close();
    });

    it('refuses an id or a name that looks like that of another tool, naming both, and changes nothing', async () => {
      const alike = [
        { id: 'com.paypa1.modem', name: 'other', says: ['com.paypa1.modem', 'com.paypal.modem'] },
        { id: 'com.paypal.modern', name: 'other', says: ['com.paypal.modern', 'com.paypal.modem'] },
        { id: 'c0m.paypal.modem', name: 'other', says: ['c0m.paypal.modem', 'com.paypal.modem'] },
        { id: 'org.other', name: 'paypa1-modem', says: ['paypa1-modem', 'paypal-modem', 'com.paypal.modem'] },
        { id: 'org.other', name: 'paypal-modern', says: ['org.other', 'paypal-modern', 'paypal-modem'] },
        { id: 'org.other', name: 'paypal-modem', says: ['org.other', 'paypal-modem', 'com.paypal.modem'] },
      ];
      const revision = valueOf(await store.tools.revision());
      for (const { says, ...label } of alike) {
        const refused = await store.tools.install(sampleTool(label), [sampleEvent()]);
        expect(refused).toMatchObject({ ok: false, error: { code: 'KAMI_NAME_TAKEN' } });
        for (const word of says) expect(refused.ok ? '' : refused.error.message).toContain(word);
        expect(await store.tools.admits(sampleTool(label))).toEqual(refused);
      }
      expect(valueOf(await store.tools.revision())).toBe(revision);
      expect(await store.events()).toEqual([]);
    });

    it('refuses them of versions that wait too, and admits what differs enough and the tool itself', async () => {
      const held = sampleTool({ id: 'com.paypal.modem', name: 'held-0ne', digest: 'b', state: 'held' });
      valueOf(await store.tools.install(held, []));
      const admits = async (id: string, other: string): Promise<boolean> =>
        (await store.tools.admits(sampleTool({ id, name: other }))).ok;
      expect(await admits('org.other', 'held-one')).toBe(false);
      expect(await admits('org.other', 'paypal-mode')).toBe(true);
      expect(await admits('com.paypal.modem', 'held-one')).toBe(true);
      expect(await admits('com.paypal.modems', 'mail')).toBe(true);
      valueOf(await store.tools.install(sampleTool({ id: 'org.other', name: 'mail' }), []));
      expect(await admits('org.another', 'mall')).toBe(true);
    });

    it('lets a tool that stands beside a look-alike already be updated, but take no name that looks like another', async () => {
      valueOf(await store.tools.install(sampleTool({ id: 'org.other', name: 'other' }), []));
      const admits = async (other: string): Promise<boolean> =>
        (await store.tools.admits(sampleTool({ id: 'org.other', name: other }))).ok;
      expect(await admits('other')).toBe(true);
      expect(await admits('paypa1-modem')).toBe(false);
    });
  });
}
