import { DEFAULT_LIMITS, NO_PERMISSION } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { planMounts } from '../../src/index.ts';

const base = { limits: DEFAULT_LIMITS, privateFolder: '/home/data/tool' };

describe('planMounts', () => {
  it('opens nothing without a grant', () => {
    expect(planMounts({ ...base, permission: NO_PERMISSION })).toEqual([]);
  });

  it('numbers the private folder and the mounts from 1', () => {
    const mounts = [
      { name: 'docs', hostPath: '/srv/docs', mode: 'ro' as const },
      { name: 'out', hostPath: '/srv/out', mode: 'rw' as const },
    ];
    const planned = planMounts({ ...base, permission: { ...NO_PERMISSION, privateFolder: true, mounts } });
    expect(planned.map(({ handle, guestPath, writable }) => [handle, guestPath, writable])).toEqual([
      [1, '/data', true],
      [2, '/mnt/docs', false],
      [3, '/mnt/out', true],
    ]);
    expect(planned.map(({ root }) => root.lent)).toEqual([undefined, true, true]);
    expect(planned[0]?.root.quota?.maxBytes).toBe(64 * 1024 * 1024);
  });
});
