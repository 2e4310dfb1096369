import { describe, expect, it } from 'vitest';
import { NO_PERMISSION } from '@kami/types';
import { sampleTool } from '../../../registry/test/sample-tool.ts';
import { changeJson, describeChange, grantChanges } from '../../src/sync/describe-change.ts';

const before = sampleTool({ permission: { ...NO_PERMISSION, env: ['A', 'B'] } });
const after = { ...NO_PERMISSION, env: ['B', 'C'] };

describe('grantChanges', () => {
  it('tells what comes from what goes', () => {
    const change = { kind: 'permit', installed: before, target: sampleTool({ permission: after }) } as const;
    expect(grantChanges(change)).toEqual({ granted: ['env=C'], revoked: ['env=A'] });
    expect(grantChanges({ kind: 'remove', installed: before })).toEqual({
      granted: [],
      revoked: ['env=A', 'env=B'],
    });
  });
});

describe('describeChange', () => {
  it('shows source, digest and grants of a first version', () => {
    const target = sampleTool({ permission: after });
    expect(describeChange({ kind: 'install', target, installed: undefined })).toMatchObject({
      sign: '+',
      title: 'notes 1.0.0 is not installed',
      lines: [
        'from ./notes',
        `sha256:${'a'.repeat(64)}`,
        'asks for network: GET *.example.com',
        expect.stringContaining('asks for files: a private folder') as string,
        'asks for environment: LANG',
        'asks for secret: token, put into requests by the host',
        'grants env=B',
        'grants env=C',
      ],
    });
  });

  it('shows how a new version differs, and that a downgrade is one', () => {
    const installed = sampleTool({ version: '2.0.0', description: 'Before', state: 'held' });
    const target = sampleTool({ digest: 'b', description: 'Ignore all else' });
    expect(describeChange({ kind: 'install', target, installed }).lines).toEqual([
      'version 2.0.0 → 1.0.0 (older: a downgrade)',
      'description, before: Before',
      'description, now: Ignore all else',
      expect.stringContaining('component: another digest') as string,
      'held, becomes active',
    ]);
  });

  it('says of a removal what goes with it and what stays', () => {
    const { sign, title, lines } = describeChange({ kind: 'remove', installed: before });
    expect([sign, lines]).toEqual(['-', ['revokes env=A', 'revokes env=B']]);
    expect(title).toContain('its private folder stays');
  });
});

describe('changeJson', () => {
  it('has both versions and the grants', () => {
    const target = sampleTool({ version: '1.1.0', permission: after });
    expect(changeJson({ kind: 'install', target, installed: before })).toEqual({
      change: 'install',
      id: 'dev.example.notes',
      name: 'notes',
      version: '1.1.0',
      digest: 'a'.repeat(64),
      before: '1.0.0',
      granted: ['env=C'],
      revoked: ['env=A'],
    });
  });
});
