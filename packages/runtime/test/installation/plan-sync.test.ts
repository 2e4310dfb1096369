import { describe, expect, it } from 'vitest';
import { planSync, type SyncTarget } from '@kami/runtime';
import type { InstalledTool } from '@kami/registry';
import { NO_PERMISSION, type Permission } from '@kami/types';
import { keySigner, sampleRecord } from '../../../registry/test/signature/sample-trust.ts';
import { sampleTool } from '../../../registry/test/sample-tool.ts';

const reads: Permission = { ...NO_PERMISSION, env: ['LANG'] };
const asIs = (installed: InstalledTool): SyncTarget => ({ target: installed, installed });
const kinds = (targets: readonly SyncTarget[], present: readonly InstalledTool[] = [], prunes = false) =>
  planSync(targets, present, prunes).map(({ kind }) => kind);

describe('planSync', () => {
  it('has nothing to do where the home has its targets', () => {
    const tool = sampleTool({ permission: reads });
    expect(kinds([asIs(tool)], [tool], true)).toEqual([]);
  });

  it('installs what is not there', () => {
    expect(kinds([{ target: sampleTool(), installed: undefined }])).toEqual(['install']);
  });

  it.each([
    ['component', sampleTool({ digest: 'b' })],
    ['contract', sampleTool({ contractHash: 'd' })],
    ['version', sampleTool({ version: '1.0.1' })],
  ])('installs another %s', (_what, target) => {
    expect(kinds([{ target, installed: sampleTool() }])).toEqual(['install']);
  });

  it('installs the same version again where somebody else vouches for it', () => {
    const signature = sampleRecord([keySigner('a')]);
    const [target, unsigned] = [
      { ...sampleTool(), signature },
      { ...sampleTool(), signature: sampleRecord([]) },
    ];
    expect(kinds([{ target, installed: unsigned }])).toEqual(['install']);
    expect(kinds([{ target, installed: target }])).toEqual([]);
  });

  it.each([
    ['more', NO_PERMISSION, reads],
    ['less', reads, NO_PERMISSION],
  ])('permits %s to the version that is there', (_what, before, after) => {
    const [installed, target] = [sampleTool({ permission: before }), sampleTool({ permission: after })];
    expect(planSync([{ target, installed }], [installed], false)).toEqual([
      { kind: 'permit', target, installed },
    ]);
  });

  it('activates a held version', () => {
    expect(kinds([{ target: sampleTool(), installed: sampleTool({ state: 'held' }) }])).toEqual(['permit']);
  });

  it('removes what is no target only when told to, and before anything else', () => {
    const other = sampleTool({ id: 'dev.example.other', name: 'other' });
    const target = { target: sampleTool({ name: 'other' }), installed: undefined };
    expect(kinds([target], [other])).toEqual(['install']);
    expect(kinds([target], [other], true)).toEqual(['remove', 'install']);
  });
});
