import { ceilingViolation, deriveManifest, type InstalledTool } from '@kami/registry';
import { parseDigest, type Permission, type RequestedSecurity } from '@kami/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approvedCapabilities, keptCapabilities } from '../../src/home/kept-capabilities.ts';
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

describe('approvedCapabilities', () => {
  const texts = (current: InstalledTool | undefined, approved: InstalledTool): readonly string[] =>
    approvedCapabilities(current, approved).map((capability) =>
      'key' in capability ? capability.key : capability.kind,
    );

  it('gives a first approval all that the manifest asks for', () => {
    const tool = toolAsking(['A', 'B'], [], 'held');
    expect(texts(tool, tool)).toEqual(['A', 'B']);
  });

  it('keeps revoked what was revoked, and adds only what is newly asked for', () => {
    expect(texts(toolAsking(['A', 'B'], ['B'], 'active'), toolAsking(['A', 'B', 'C'], [], 'held'))).toEqual([
      'B',
      'C',
    ]);
  });
});

/** A tool whose manifest asks for variables and which was granted some of them. */
function toolAsking(
  asked: readonly string[],
  granted: readonly string[],
  state: InstalledTool['state'],
): InstalledTool {
  const manifest = deriveManifest('probe');
  const digest = parseDigest('a'.repeat(64));
  if (!manifest.ok || !digest.ok) throw new Error('fixture');
  const { id, name, version, security } = manifest.value;
  return {
    id,
    name,
    version,
    digest: digest.value,
    contractHash: digest.value,
    size: 0,
    manifest: { ...manifest.value, security: { ...security, env: asked } },
    convention: 'typed',
    imports: [],
    definitions: [],
    prepared: { key: 'x', digest: digest.value },
    state,
    permission: { ...nothing, env: granted },
    installedAt: '',
    source: '',
  };
}
