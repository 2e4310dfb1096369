import type { TestOpening } from '@kami/protocol';
import { parseManifest } from '@kami/registry';
import type { ToolManifest } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { formatPermission } from '../../src/output/format.ts';
import { testPermission } from '../../src/testing/test-permission.ts';

const SECRET = 'long-enough';
const manifest = ((): ToolManifest => {
  const parsed = parseManifest(
    [
      '[tool]',
      'id = "t.t"',
      'name = "t"',
      'version = "1.0.0"',
      'wasm = "t.wasm"',
      '[security]',
      'net_allow_list = ["api.example.com", "*.example.com"]',
      'fs_access = "sandbox"',
      'env = ["CITY"]',
      'secrets = ["key"]',
      'secrets_read = ["token"]',
    ].join('\n'),
  );
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
})();

async function granted(opening: Partial<TestOpening>): Promise<readonly string[] | string> {
  const permission = await testPermission(
    manifest,
    {
      folder: '/t',
      requested: false,
      grants: [],
      config: {},
      secrets: {},
      http: { mode: 'live' },
      limits: {},
      ...opening,
    },
    '/home-of-tests',
  );
  return permission.ok ? formatPermission(permission.value) : permission.error.message;
}

describe('testPermission', () => {
  it('gives nothing, all that is asked for, or what is named', async () => {
    expect(await granted({})).toEqual([]);
    expect((await granted({ requested: true })).length).toBe(4);
    expect(await granted({ grants: ['net=GET api.example.com'], config: { CITY: 'x' } })).toHaveLength(2);
  });

  it('lets a secret be read, or sent to the hosts that the tool may reach, or where a grant says', async () => {
    expect(await granted({ secrets: { token: SECRET } })).toEqual(['secret-read=token']);
    const sent = await granted({ grants: ['net=api.example.com'], secrets: { key: SECRET } });
    expect(String(sent)).toContain('secret=key@api.example.com');
    const named = await granted({ grants: ['secret=key@b.example.com:X-Key'], secrets: { key: SECRET } });
    expect(named).toEqual([expect.stringMatching(/^secret=key@b\.example\.com.*:x-key$/iu)]);
  });

  it('refuses what the manifest does not ask for, and a secret that could not be redacted', async () => {
    expect(await granted({ config: { OTHER: 'x' } })).toContain('cannot be granted env=OTHER');
    expect(await granted({ secrets: { other: SECRET } })).toContain('cannot be granted secret-read=other');
    expect(await granted({ secrets: { token: 'short' } })).toContain('The secret token cannot be used');
    expect(await granted({ grants: ['fs=data=/nowhere-at-all'] })).toContain('there is no such folder');
  });
});
