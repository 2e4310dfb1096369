import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, contractHash, contractText, parseManifest } from '@kami/registry';
import { parseDigest, type Digest, type Json, type ToolDefinition, type ToolManifest } from '@kami/types';
import { manifestText } from '../manifest/manifest-text.ts';

function manifest(change: Parameters<typeof manifestText>[0] = {}): ToolManifest {
  const read = parseManifest(manifestText(change));
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

function sha256(bytes: Uint8Array): Digest {
  const digest = parseDigest(createHash('sha256').update(bytes).digest('hex'));
  if (!digest.ok) throw new Error(digest.error.message);
  return digest.value;
}

const DEFINITIONS: readonly ToolDefinition[] = [
  { name: 'b', description: 'B', inputSchema: { type: 'object', properties: { x: { type: 'string' } } } },
  { name: 'a', description: 'A', inputSchema: { type: 'object' } },
];

describe('contractHash', () => {
  it('is pinned', () => {
    expect(contractText(manifest(), DEFINITIONS.slice(1))).toBe(
      '{"definitions":[{"description":"A","inputSchema":{"type":"object"},"name":"a"}],"description":"Fetches content from a URL",' +
        '"form":"kami-contract/1","id":"dev.example.fetch-url","name":"fetch-url",' +
        '"requests":{"env":[],"fsAccess":"none","net":[],"secrets":[]}}',
    );
  });

  it('stays the same when only version, limits within the defaults, or the order of lists and keys differ', () => {
    const a = manifest({ security: 'net_allow_list = ["a.com", "HEAD,GET b.com"]\nmax_memory_mb = 1' });
    const b = {
      ...manifest({ security: 'net_allow_list = ["GET,HEAD b.com", "https://A.com:443"]' }),
      version: a.version,
    };
    expect(contractHash(a, DEFINITIONS, sha256)).toBe(contractHash(b, DEFINITIONS.toReversed(), sha256));
  });

  it('does not say how the tool is built', () => {
    const built = manifest({ security: '[build]\ncommand = "make"\nwatch = ["src"]' });
    expect(built.build).toEqual({ command: 'make', watch: ['src'] });
    expect(contractHash(built, DEFINITIONS, sha256)).toBe(contractHash(manifest(), DEFINITIONS, sha256));
  });

  it('changes with each thing that the operator approves', () => {
    const [first, second] = DEFINITIONS;
    if (first === undefined || second === undefined) throw new Error('two definitions are expected');
    const variants: (readonly [ToolManifest, readonly ToolDefinition[]])[] = [
      [manifest(), DEFINITIONS],
      [manifest({ mcp: 'description = "Other"' }), DEFINITIONS],
      [manifest({ mcp: 'title = "T"' }), DEFINITIONS],
      [manifest({ security: 'net_allow_list = ["a.com"]' }), DEFINITIONS],
      [manifest({ security: 'env = ["A"]' }), DEFINITIONS],
      [manifest({ security: 'secrets = ["A"]' }), DEFINITIONS],
      [manifest({ security: 'secrets_read = ["A"]' }), DEFINITIONS],
      [manifest({ security: 'fs_access = "sandbox"' }), DEFINITIONS],
      [manifest({ security: 'isolation = "process"' }), DEFINITIONS],
      [manifest({ security: 'max_memory_mb = 65' }), DEFINITIONS],
      [manifest({ security: 'max_memory_mb = 4096' }), DEFINITIONS],
      [manifest({ security: 'max_execution_ms = 600000' }), DEFINITIONS],
      [manifest({ security: 'max_output_kb = 65536' }), DEFINITIONS],
      [manifest({ security: 'max_storage_mb = 10240' }), DEFINITIONS],
      [manifest({ security: 'max_concurrency = 64' }), DEFINITIONS],
      [manifest(), [first]],
      [manifest(), [first, { ...second, description: 'A.' }]],
      [manifest(), [first, { ...second, inputSchema: { type: 'object', additionalProperties: false } }]],
      [manifest(), [first, { ...second, outputSchema: { type: 'object' } }]],
    ];
    const hashes = variants.map(([of, definitions]) => contractHash(of, definitions, sha256));
    expect(new Set(hashes).size).toBe(variants.length);
  });
});

describe('canonicalJson', () => {
  it('reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value as Json))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonicalJson(reversed as Json)).toBe(canonicalJson(value as Json));
      }),
    );
  });
});
