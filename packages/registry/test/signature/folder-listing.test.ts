import { describe, expect, it } from 'vitest';

import { folderListing, isBundleType, SIGSTORE_BUNDLE, SIMPLE_SIGNING } from '../../src/index.ts';
import { digitDigest } from './sample-trust.ts';

describe('folderListing', () => {
  it('is what sha256sum writes, in the order of the names, each once', () => {
    const files = [
      { path: 'tool.toml', digest: digitDigest('b') },
      { path: 'a.wasm', digest: digitDigest('a') },
      { path: 'tool.toml', digest: digitDigest('b') },
    ];
    expect(new TextDecoder().decode(folderListing(files))).toBe(
      `${'a'.repeat(64)}  a.wasm\n${'b'.repeat(64)}  tool.toml\n`,
    );
  });
});

describe('isBundleType', () => {
  it('knows every version of Sigstore bundles', () => {
    expect(
      [SIGSTORE_BUNDLE, 'application/vnd.dev.sigstore.bundle+json;version=0.1'].map(isBundleType),
    ).toEqual([true, true]);
    expect([SIMPLE_SIGNING, 'application/json', `${SIGSTORE_BUNDLE}x`].map(isBundleType)).toEqual([
      false,
      false,
      false,
    ]);
  });
});
