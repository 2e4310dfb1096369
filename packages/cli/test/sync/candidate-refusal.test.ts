import { describe, expect, it } from 'vitest';
import { formatSigner, NO_PERMISSION, parseDigest } from '@kami/types';
import { sampleLock } from '../../../registry/test/declaration/sample-lock.ts';
import { keySigner, sampleRecord } from '../../../registry/test/signature/sample-trust.ts';
import { sampleTool, valueOf } from '../../../registry/test/sample-tool.ts';
import {
  candidateRefusal,
  isLocked,
  isSameCandidate,
  refusalAboveCeiling,
} from '../../src/sync/candidate-refusal.ts';
import type { ToolRequest } from '../../src/sync/tool-request.ts';

const tool = sampleTool();
const { manifest, digest } = tool;
const other = valueOf(parseDigest('b'.repeat(64)));

function requestOf(
  change: Partial<ToolRequest['declared']> = {},
  locked?: ToolRequest['locked'],
): ToolRequest {
  return {
    declared: { name: tool.name, source: './notes', grants: [], ...change },
    declaration: { file: 'kami.toml', text: '[[tools]]\nname = "notes"\nsource = "./notes"\n' },
    index: 0,
    folder: '/team',
    permission: NO_PERMISSION,
    locked,
    store: undefined,
    onStep: () => undefined,
  };
}

describe('candidateRefusal', () => {
  it('takes what was declared and locked', () => {
    const { version } = manifest;
    expect(candidateRefusal(requestOf(), manifest, digest)).toBeUndefined();
    expect(candidateRefusal(requestOf({ version, digest }), manifest, digest)).toBeUndefined();
    expect(candidateRefusal(requestOf({}, sampleLock('notes')), manifest, digest)).toBeUndefined();
  });

  it.each([
    ['name', { name: sampleTool({ name: 'other' }).name }, 'the source has the tool notes'],
    ['version', { version: sampleTool({ version: '2.0.0' }).version }, 'the source has version 1.0.0'],
    ['digest', { digest: other }, `the component of the source has sha256:${'a'.repeat(64)}`],
  ])('refuses another %s than was declared', (field, change, words) => {
    expect(candidateRefusal(requestOf(change), manifest, digest)).toMatchObject({
      code: 'KAMI_MANIFEST_INVALID',
      message: expect.stringContaining(words) as string,
      data: { field: `tools[0].${field}` },
    });
  });

  it.each([
    ['component', sampleLock('notes', 'b')],
    ['id', sampleLock('notes', 'a', { id: sampleTool({ id: 'dev.example.other' }).id })],
    ['version', sampleLock('notes', 'a', { version: sampleTool({ version: '2.0.0' }).version })],
  ])('refuses another %s than was locked', (what, locked) => {
    expect(candidateRefusal(requestOf({}, locked), manifest, digest)).toMatchObject({
      code: 'KAMI_LOCK_MISMATCH',
      message: expect.stringContaining(`is not what the lock has: ${what} `) as string,
    });
  });
});

describe('refusalAboveCeiling', () => {
  it('takes what the manifest asks for and refuses more', () => {
    const permission = { ...NO_PERMISSION, env: ['LANG'] };
    expect(refusalAboveCeiling({ ...requestOf(), permission }, manifest)).toBeUndefined();
    expect(
      refusalAboveCeiling({ ...requestOf(), permission: { ...permission, env: ['PATH'] } }, manifest),
    ).toMatchObject({
      code: 'KAMI_DENIED',
      message: expect.stringContaining('notes cannot be granted env=PATH') as string,
    });
  });
});

describe('isLocked', () => {
  it('is true of exactly what a lock names', () => {
    const locked = sampleLock('notes');
    expect(isLocked(tool, locked)).toBe(true);
    for (const change of [
      { name: 'x' },
      { id: 'dev.x' },
      { version: '2.0.0' },
      { digest: 'b' },
      { contractHash: 'd' },
    ])
      expect(isLocked(sampleTool(change), locked), JSON.stringify(change)).toBe(false);
  });
});

describe('who signed', () => {
  const signer = keySigner('a');
  const signed = { ...tool, signature: sampleRecord([signer]) };

  it('is of what a lock names', () => {
    const locked = sampleLock('notes', 'a', { signers: [formatSigner(signer)] });
    expect(isLocked(signed, locked)).toBe(true);
    expect(isLocked(tool, locked)).toBe(false);
    expect(isLocked(signed, sampleLock('notes'))).toBe(false);
  });

  it('is of what makes a candidate the same', () => {
    const candidate = { manifest, component: new Uint8Array(), signature: sampleRecord([signer]) };
    expect(isSameCandidate(signed, candidate, digest)).toBe(true);
    expect(isSameCandidate(tool, candidate, digest)).toBe(false);
    expect(isSameCandidate(signed, { ...candidate, signature: sampleRecord([]) }, digest)).toBe(false);
  });
});

describe('isSameCandidate', () => {
  const candidate = { manifest, component: new Uint8Array() };

  it('is true of the same component and manifest', () => {
    expect(isSameCandidate(tool, candidate, digest)).toBe(true);
    expect(isSameCandidate(tool, candidate, other)).toBe(false);
    expect(isSameCandidate(sampleTool({ description: 'Else' }), candidate, digest)).toBe(false);
  });

  it('is not known where files stand beside the component', () => {
    const files = new Map([['a', new Uint8Array()]]);
    expect(isSameCandidate(tool, { ...candidate, files }, digest)).toBe(false);
  });
});
