import { ceilingViolation } from '@kami/registry';
import type { Permission, RequestedSecurity } from '@kami/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptCapabilities } from '../../src/home/kept-capabilities.ts';
import { withCapabilities } from '../../src/home/resolve-grants.ts';

const nothing: Permission = { net: [], mounts: [], privateFolder: false, env: [] };

const permissions: fc.Arbitrary<Permission> = fc.record({
  net: fc.constant([]),
  env: fc.uniqueArray(fc.constantFrom('A', 'B', 'C')),
  privateFolder: fc.boolean(),
  mounts: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom('x', 'y'),
      hostPath: fc.constantFrom('/a', '/b'),
      mode: fc.constantFrom('ro', 'rw'),
    }),
    { selector: ({ name }) => name },
  ),
});

const ceilings: fc.Arbitrary<RequestedSecurity> = fc.record({
  net: fc.constant([]),
  env: fc.uniqueArray(fc.constantFrom('A', 'B', 'C')),
  fsAccess: fc.constantFrom('none', 'read-only', 'sandbox'),
  secrets: fc.constant([]),
});

describe('keptCapabilities', () => {
  it('is within the ceiling, and everything where the earlier permission was', () => {
    fc.assert(
      fc.property(permissions, ceilings, (earlier, ceiling) => {
        const kept = withCapabilities(nothing, keptCapabilities(earlier, ceiling));
        expect(ceilingViolation(kept, ceiling)).toBeUndefined();
        if (ceilingViolation(earlier, ceiling) === undefined) expect(kept).toEqual(earlier);
      }),
    );
  });

  it('drops what is no longer asked for', () => {
    const earlier: Permission = { ...nothing, env: ['A', 'B'], privateFolder: true };
    const ceiling: RequestedSecurity = { net: [], env: ['B'], fsAccess: 'none', secrets: [] };
    expect(keptCapabilities(earlier, ceiling)).toEqual([{ kind: 'env', key: 'B' }]);
  });
});
