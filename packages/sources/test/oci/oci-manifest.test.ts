import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseOciIndex, parseOciManifest } from '../../src/oci/oci-manifest.ts';

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const descriptor = { mediaType: 'application/wasm', digest: `sha256:${'0'.repeat(64)}`, size: 1 };
const manifest = { schemaVersion: 2, config: descriptor, layers: [descriptor] };

describe('parseOciManifest', () => {
  it('reads a manifest', () => {
    expect(parseOciManifest(bytes({ ...manifest, artifactType: 'a/b', annotations: { x: 'y' } }))).toEqual({
      artifactType: 'a/b',
      config: { ...descriptor, annotations: {} },
      layers: [{ ...descriptor, annotations: {} }],
      annotations: { x: 'y' },
    });
  });

  it.each([
    [1],
    [[]],
    [{ ...manifest, schemaVersion: 1 }],
    [{ ...manifest, layers: {} }],
    [{ ...manifest, layers: Array.from({ length: 65 }, () => descriptor) }],
    [{ ...manifest, config: { ...descriptor, digest: 'sha512:00' } }],
    [{ ...manifest, layers: [{ ...descriptor, digest: `sha256:../${'0'.repeat(61)}` }] }],
    [{ ...manifest, layers: [{ ...descriptor, size: -1 }] }],
    [{ ...manifest, layers: [{ ...descriptor, size: 1.5 }] }],
    [{ ...manifest, layers: [{ ...descriptor, annotations: { a: 1 } }] }],
    [{ ...manifest, annotations: [] }],
  ])('refuses %j', (value) => {
    expect(typeof parseOciManifest(bytes(value))).toBe('string');
  });

  it('never throws, whatever a registry answers', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.jsonValue().map(bytes)), (answer) => {
        parseOciManifest(answer);
        parseOciIndex(answer, 10);
      }),
    );
  });
});

describe('parseOciIndex', () => {
  it('reads entries, up to the bound', () => {
    const index = bytes({ manifests: [{ ...descriptor, artifactType: 'a/b' }] });
    expect(parseOciIndex(index, 1)).toEqual([{ ...descriptor, artifactType: 'a/b', annotations: {} }]);
    expect(typeof parseOciIndex(index, 0)).toBe('string');
  });
});
