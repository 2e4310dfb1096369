import { describe, expect, it } from 'vitest';
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

  it('names only the functions that are given', () => {
    expect(toolFacts([], fakeTool())).toMatchObject({ functions: [] });
  });
});

describe('deniedFacts', () => {
  it('is empty where nothing is imported', () => {
    expect(deniedFacts([], permission)).toEqual([]);
  });
});
