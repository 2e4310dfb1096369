import { formatSigner } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { sampleLock } from '../../../registry/test/declaration/sample-lock.ts';
import { sampleTool } from '../../../registry/test/sample-tool.ts';
import { isAddress, lockedTool, sourcePath } from '../../src/sync/tool-request.ts';

const { name, ...tool } = sampleTool();

describe('sourcePath', () => {
  it.each([
    ['./notes', '/team/notes'],
    ['../notes', '/notes'],
    ['/opt/notes.wasm', '/opt/notes.wasm'],
    ['https://example.com/notes.wasm', 'https://example.com/notes.wasm'],
    ['oci://example.com/notes:1', 'oci://example.com/notes:1'],
  ])('reads %s from %s', (source, path) => {
    expect(sourcePath({ declared: { name, source, grants: [] }, folder: '/team', locked: undefined })).toBe(
      path,
    );
  });

  it('reads exactly what was locked, wherever the tag points today', () => {
    const source = 'oci://example.com/notes:1';
    const resolved = `${source}@sha256:${'a'.repeat(64)}`;
    const locked = sampleLock('notes', 'a', { source, resolved });
    expect(sourcePath({ declared: { name, source, grants: [] }, folder: '/team', locked })).toBe(resolved);
  });
});

describe('isAddress', () => {
  it.each([
    ['https://x', true],
    ['oci://x', true],
    ['C:/tools', false],
    ['./a://b', false],
    ['a:b', false],
  ])('%s: %j', (source, is) => expect(isAddress(source)).toBe(is));
});

describe('lockedTool', () => {
  it('keeps the source as it was declared', () => {
    const locked = lockedTool({ name, source: '../here', grants: [] }, { ...tool, name }, '/here');
    expect(locked).toEqual({
      name,
      id: tool.id,
      version: tool.version,
      source: '../here',
      digest: tool.digest,
      contractHash: tool.contractHash,
    });
    const declared = { name, source: 'https://a.example/x', grants: [] };
    const signer = { kind: 'key', fingerprint: tool.digest } as const;
    const signature = { origin: 'https://a.example/x', signers: [signer], problems: [] };
    expect(lockedTool(declared, { ...tool, name, signature }, 'https://a.example/x')).toMatchObject({
      resolved: 'https://a.example/x',
      signers: [formatSigner(signer)],
    });
  });
});
