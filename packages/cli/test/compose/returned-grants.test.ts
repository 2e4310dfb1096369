import { describe, expect, it } from 'vitest';
import { NO_PERMISSION } from '@kami/types';
import { sampleTool } from '../../../registry/test/sample-tool.ts';
import { returnedGrants } from '../../src/compose/returned-grants.ts';

const granted = sampleTool({ permission: { ...NO_PERMISSION, env: ['LANG', 'PATH'] } });
const less = sampleTool({ permission: { ...NO_PERMISSION, env: ['LANG'] } });

describe('returnedGrants', () => {
  it('names what was revoked since, and all of a tool that was removed', () => {
    expect(returnedGrants([less], [granted])).toEqual([{ tool: granted.id, grants: ['env=PATH'] }]);
    expect(returnedGrants([], [granted])).toEqual([{ tool: granted.id, grants: ['env=LANG', 'env=PATH'] }]);
  });

  it('names nothing that is as it was, is less, or does not run', () => {
    expect(returnedGrants([granted], [granted])).toEqual([]);
    expect(returnedGrants([granted], [less])).toEqual([]);
    expect(returnedGrants([less], [{ ...granted, state: 'held' }])).toEqual([]);
  });
});
