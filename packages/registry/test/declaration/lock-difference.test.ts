import { describe, expect, it } from 'vitest';
import { declarationDifferences, lockDifferences, type DeclaredTool } from '@kami/registry';
import { sampleTool } from '../sample-tool.ts';
import { sampleLock } from './sample-lock.ts';

const locked = sampleLock('notes');
const declared: DeclaredTool = { name: locked.name, source: './notes', grants: [] };

describe('declarationDifferences', () => {
  it('has none where the declaration says no more than the lock', () => {
    expect(declarationDifferences(declared, locked)).toEqual([]);
    const { version, digest } = locked;
    expect(declarationDifferences({ ...declared, version, digest }, locked)).toEqual([]);
  });

  it('names source, version and digest', () => {
    const { version, digest } = sampleTool({ version: '2.0.0', digest: 'b' });
    const differences = declarationDifferences({ ...declared, source: './other', version, digest }, locked);
    expect(differences).toEqual([
      'source ./notes is locked, ./other is declared',
      'version 1.0.0 is locked, 2.0.0 is declared',
      `digest sha256:${'a'.repeat(64)} is locked, sha256:${'b'.repeat(64)} is declared`,
    ]);
  });

  it('names an address that is not of the declared source', () => {
    const source = 'oci://ghcr.io/acme/notes:1';
    const at = (place: string): readonly string[] =>
      declarationDifferences(
        { ...declared, source },
        { ...locked, source, resolved: `${place}@sha256:${'a'.repeat(64)}` },
      );
    expect(at(source)).toEqual([]);
    expect(at('oci://evil.example/acme/notes:1')).toHaveLength(1);
    const resolved = '/tmp/evil';
    expect(declarationDifferences(declared, { ...locked, resolved })).toHaveLength(1);
  });
});

describe('lockDifferences', () => {
  it('has none for what was locked', () => {
    expect(lockDifferences(locked, sampleLock('notes'))).toEqual([]);
  });

  it.each([
    [
      { id: sampleTool({ id: 'dev.example.evil' }).id },
      'id dev.example.notes is locked, dev.example.evil was found',
    ],
    [{ version: sampleTool({ version: '1.0.1' }).version }, 'version 1.0.0 is locked, 1.0.1 was found'],
    [{ digest: sampleTool({ digest: 'b' }).digest }, `sha256:${'b'.repeat(64)} was found`],
    [
      { contractHash: sampleTool({ digest: 'b' }).digest },
      'contract (name, descriptions, schemas, requests)',
    ],
    [{ signers: ['someone@example.com'] }, 'signers none is locked, someone@example.com was found'],
  ])('names %j', (change, words) => {
    const differences = lockDifferences(locked, { ...locked, ...change });
    expect(differences).toHaveLength(1);
    expect(differences[0]).toContain(words);
  });
});
