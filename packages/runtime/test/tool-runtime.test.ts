import type { InstalledTool } from '@kami/registry';
import { describe, expect, it } from 'vitest';
import { listingsOf } from '../src/index.ts';
import { DIGEST, fakeTool } from './support/fixtures.ts';

const definition = (name: string) => ({ name, description: name, inputSchema: { type: 'object' } });

describe('listingsOf', () => {
  const names = (tool: InstalledTool): readonly string[] =>
    listingsOf(tool, () => DIGEST).map((listing) => listing.mcpName);

  it('names a single function like the tool, several by tool and function', () => {
    expect(names(fakeTool('probe'))).toEqual(['probe']);
    expect(names(fakeTool('probe', { definitions: [definition('a'), definition('b')] }))).toEqual([
      'probe_a',
      'probe_b',
    ]);
  });

  it('keeps names within what clients take', () => {
    const long = fakeTool('probe', { definitions: [definition('x'.repeat(48)), definition('y')] });
    expect(names(long)[0]).toBe(`probe_${'x'.repeat(33)}_aaaaaaaa`);
    expect(names(long)[0]).toHaveLength(48);
  });
});
