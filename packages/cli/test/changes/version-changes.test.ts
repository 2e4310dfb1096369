import { DEFAULT_LIMITS, formatSigner, NO_FEATURES, parseNetRule, type JsonObject } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { sampleTool } from '../../../registry/test/sample-tool.ts';
import { definitionChanges, featureChanges } from '../../src/changes/definition-changes.ts';
import { importChanges } from '../../src/changes/import-changes.ts';
import { schemaChanges } from '../../src/changes/schema-changes.ts';
import { versionChanges } from '../../src/changes/version-changes.ts';

const before = sampleTool();
const schema = (properties: JsonObject, required: readonly string[] = []): JsonObject => ({
  type: 'object',
  properties,
  required: [...required],
});

describe('versionChanges', () => {
  it('is nothing between a version and itself', () => {
    expect(versionChanges(before, before)).toEqual([]);
  });

  it('says what a version asks for, holds and is, the requests first', () => {
    const rule = parseNetRule('evil.example');
    if (!rule.ok) throw new Error('no rule');
    const { security } = before.manifest;
    const signer = { kind: 'key', fingerprint: before.digest } as const;
    const now = {
      ...sampleTool({ version: '0.9.0', digest: 'b', description: 'Keeps all notes' }),
      manifest: {
        ...before.manifest,
        description: 'Keeps all notes',
        security: { ...security, net: [...security.net, rule.value], env: [], isolation: 'process' as const },
        limits: { ...DEFAULT_LIMITS, maxMemoryMb: 512 },
      },
      imports: [],
      convention: 'typed' as const,
      size: 2048,
      signature: { origin: './notes', signers: [signer], problems: [] },
    };
    expect(versionChanges(before, now)).toEqual([
      'version 1.0.0 → 0.9.0 (older: a downgrade)',
      'asks also for network: evil.example',
      'asks also for limit: max_memory_mb 512',
      'no longer asks for environment: LANG',
      'now it provably cannot reach the network: it no longer imports what that needs',
      'no longer imports wasi:http/outgoing-handler@0.2.3',
      'isolation, before: shared',
      'isolation, now: process',
      'description, before: Keeps notes',
      'description, now: Keeps all notes',
      'convention, before: kami-tool',
      'convention, now: typed',
      'signed by, before: nobody',
      `signed by, now: ${formatSigner(signer)}`,
      'component: another digest, aaaaaaaaaaaa… → bbbbbbbbbbbb…, 1.00 KiB → 2.00 KiB: other code',
    ]);
  });

  it('points at another component under the same version', () => {
    expect(versionChanges(before, sampleTool({ digest: 'b' }))[0]).toBe(
      'version 1.0.0 as before, but another component under it',
    );
  });
});

describe('importChanges', () => {
  it('says what is not impossible any more', () => {
    expect(importChanges([], ['wasi:http/outgoing-handler@0.2.3'])).toEqual([
      'before, it provably cannot reach the network; now it could, if you grant it: it imports wasi:http/outgoing-handler@0.2.3',
      'imports also wasi:http/outgoing-handler@0.2.3',
    ]);
  });
});

describe('schemaChanges', () => {
  it('goes argument by argument', () => {
    const old = schema({ a: { type: 'string', description: 'A.' }, b: { type: 'number' }, c: {} }, ['a']);
    const now = schema(
      {
        a: { type: 'string', description: 'B.' },
        b: { type: 'string' },
        d: { type: 'object', description: 'D.' },
      },
      ['b'],
    );
    expect(schemaChanges('f', old, now)).toEqual([
      'f: the argument a, before: A.',
      'f: the argument a, now: B.',
      'f: the form of b, before: {"type":"number"}',
      'f: the form of b, now: {"type":"string"}',
      'f: no longer has the argument c',
      'f: a new argument d (object): D.',
      'f: the argument a may be left out',
      'f: the argument b is needed now',
    ]);
    expect(schemaChanges('f', old, { ...old, additionalProperties: true })[1]).toContain(
      'additionalProperties',
    );
    expect(schemaChanges('f', old, old)).toEqual([]);
  });
});

describe('definitionChanges and featureChanges', () => {
  it('say what is new, gone and otherwise', () => {
    const f = { name: 'f', description: 'F.', inputSchema: {} };
    expect(definitionChanges([f], [{ ...f, name: 'g', description: 'G.' }])).toEqual([
      'a new function g: G.',
      'no longer has the function f',
    ]);
    expect(definitionChanges([f], [{ ...f, outputSchema: {} }])).toEqual([
      'f: schema of the answer, before: none',
      'f: schema of the answer, now: {}',
    ]);
    const resource = { uri: 'a:b', name: 'b' };
    expect(featureChanges(NO_FEATURES, { ...NO_FEATURES, resources: [resource] })).toEqual([
      'a new resource a:b',
    ]);
    expect(featureChanges({ ...NO_FEATURES, resources: [resource] }, NO_FEATURES)).toEqual([
      'no longer has the resource a:b',
    ]);
  });
});
