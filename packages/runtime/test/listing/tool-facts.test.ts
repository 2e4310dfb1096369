import { describe, expect, it } from 'vitest';
import { parseSecretHeader } from '@kami/types';
import { deniedFacts, listingsOf, toolFacts } from '../../src/index.ts';
import { DIGEST, fakeTool } from '../support/fixtures.ts';

const permission = {
  net: [],
  mounts: [{ name: 'work', hostPath: '/home/somebody/secret', mode: 'ro' as const }],
  privateFolder: true,
  env: ['LANG'],
};
const imports = ['wasi:http/outgoing-handler@0.2.0', 'wasi:sockets/tcp@0.2.0'];

describe('toolFacts', () => {
  it('says what a tool may do, and nothing of the host', () => {
    const tool = fakeTool('probe', { permission, imports });
    const facts = toolFacts(
      listingsOf(tool, () => DIGEST),
      tool,
    );
    expect(facts).toMatchObject({
      id: 'dev.example.probe',
      functions: [{ name: 'probe', inputSchema: { type: 'object' } }],
      granted: ['fs=/mnt/work:ro', 'fs=/data:rw', 'env=LANG'],
      denied: ['network (imported, not granted)'],
    });
    expect(JSON.stringify(facts)).not.toContain('somebody');
  });

  it('names the secrets that a tool was granted, never a value', () => {
    const secrets = [{ use: 'read' as const, name: 'key' }];
    const tool = fakeTool('probe', { permission: { ...permission, secrets } });
    expect(toolFacts([], tool)).toMatchObject({
      granted: ['fs=/mnt/work:ro', 'fs=/data:rw', 'env=LANG', 'secret-read=key'],
    });
  });

  it('names only the functions that are given', () => {
    expect(toolFacts([], fakeTool())).toMatchObject({ functions: [] });
  });
});

describe('deniedFacts', () => {
  it('is empty where nothing is imported', () => {
    expect(deniedFacts([], permission)).toEqual([]);
  });

  it('counts secrets as granted only where the tool may read one', () => {
    const imported = ['kami:host/secrets@0.1.0'];
    const header = parseSecretHeader('key@api.example');
    if (!header.ok) throw new Error(header.error);
    const denied = ['secrets (imported, not granted)'];
    expect(deniedFacts(imported, permission)).toEqual(denied);
    expect(deniedFacts(imported, { ...permission, secrets: [header.value] })).toEqual(denied);
    expect(deniedFacts(imported, { ...permission, secrets: [{ use: 'read', name: 'key' }] })).toEqual([]);
  });
});
