import { describe, expect, it } from 'vitest';
import { planSync } from '@kami/runtime';
import type { InstalledTool } from '@kami/registry';
import { NO_FEATURES } from '@kami/types';
import { sampleTool } from '../../../registry/test/sample-tool.ts';
import { findConflict } from '../../src/sync/find-conflict.ts';

const notes = sampleTool();
const conflictOf = (
  targets: readonly InstalledTool[],
  present: readonly InstalledTool[] = [],
  prunes = false,
): unknown => {
  const changes = planSync(
    targets.map((target) => ({ target, installed: undefined })),
    present,
    prunes,
  );
  return findConflict(targets, present, changes);
};
const withGuide = (name: string): InstalledTool =>
  sampleTool({
    id: `dev.example.${name}`,
    name,
    features: {
      ...NO_FEATURES,
      resources: [{ uri: 'guide://x', name: 'guide', size: 1, body: { text: 'x' } }],
    },
  });

describe('findConflict', () => {
  it('has none for tools of their own', () => {
    expect(conflictOf([notes, sampleTool({ id: 'dev.example.b', name: 'b' })], [notes])).toBeUndefined();
  });

  it('names both tools that have one id', () => {
    expect(conflictOf([notes, sampleTool({ name: 'other' })])).toMatchObject({
      code: 'KAMI_NAME_TAKEN',
      message: 'Both notes and other have the id dev.example.notes.',
    });
  });

  it('names the tool that keeps a name, unless that one is removed', () => {
    const owner = sampleTool({ id: 'dev.example.owner' });
    expect(conflictOf([notes], [owner])).toMatchObject({
      code: 'KAMI_NAME_TAKEN',
      message: expect.stringContaining('belongs to the tool dev.example.owner') as string,
    });
    expect(conflictOf([notes], [owner], true)).toBeUndefined();
  });

  it('names a resource that two tools would answer for, declared or kept', () => {
    const clash = { code: 'KAMI_NAME_TAKEN', message: expect.stringContaining('guide://x') as string };
    expect(conflictOf([withGuide('a'), withGuide('b')])).toMatchObject(clash);
    expect(conflictOf([withGuide('a')], [withGuide('b')])).toMatchObject(clash);
    expect(conflictOf([withGuide('a')], [withGuide('b')], true)).toBeUndefined();
  });
});
