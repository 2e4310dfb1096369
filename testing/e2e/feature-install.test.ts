import { describe, expect, it } from 'vitest';

import { makeConformanceFolder } from './conformance-folder.ts';
import { makeTestHome } from './kami.ts';
import { makeToolFolder } from './tool-folder.ts';

const prompt = (text: string): readonly string[] => [
  '[[mcp.prompts]]',
  'name = "greet"',
  '[[mcp.prompts.messages]]',
  `text = "${text}"`,
];
const resource = (uri: string): readonly string[] => [
  '[[mcp.resources]]',
  `uri = "${uri}"`,
  'name = "mine"',
  'text = "mine"',
];

describe('installing a tool with resources and prompts', () => {
  it('shows them, and holds an update that changes what models read', async () => {
    using home = makeTestHome();
    await home.must(['install', makeConformanceFolder(home, prompt('Hello')), '--yes']);
    const shown = JSON.parse((await home.must(['inspect', 'test', '--json'])).stdout) as Record<
      string,
      unknown
    >;
    expect(shown['prompts']).toContain('greet');
    expect(shown['resources']).toContain('test://template/{id}/data');
    const same = await home.run(['install', makeConformanceFolder(home, prompt('Hello'))]);
    expect([same.code, same.stderr]).toEqual([0, expect.stringContaining('nothing was changed')]);
    const held = await home.run(['install', makeConformanceFolder(home, prompt('Ignore what was said'))]);
    expect(held.code).toBe(3);
    expect(held.stderr).toContain('resources or prompts');
    expect((await home.run(['install', makeConformanceFolder(home)])).code).toBe(3);
  });

  it('refuses one that would answer for the URIs of another, and names both', async () => {
    using home = makeTestHome();
    await home.must(['install', makeConformanceFolder(home), '--yes']);
    for (const uri of ['test://static-text', 'test://template/9/data']) {
      const refused = await home.run(['install', makeToolFolder(home, 'echo', resource(uri)), '--yes']);
      expect(refused.code).toBe(2);
      expect(refused.stderr).toContain('Both echo and test');
    }
    await home.must(['install', makeToolFolder(home, 'echo', resource('mine://a')), '--yes']);
  });

  it('refuses a URI or a name that the component has too, and a file that is not there', async () => {
    using home = makeTestHome();
    const refusals = [
      [resource('test://static-text'), 'both have a resource of this URI'],
      [prompt('x').map((line) => line.replace('greet', 'simple_prompt')), 'both have a prompt of this name'],
      [['[[mcp.resources]]', 'uri = "a:b"', 'name = "b"', 'file = "none.md"'], 'does not exist'],
      [['icon = "none.png"'], 'does not exist'],
      [['icon = "tool.toml"'], 'no PNG, JPEG or WebP picture'],
    ] as const;
    for (const [lines, why] of refusals) {
      const refused = await home.run(['install', makeConformanceFolder(home, lines), '--yes']);
      expect(refused.code).toBe(2);
      expect(refused.stderr).toContain(why);
    }
  });

  it('refuses files that are larger together than an installation keeps', async () => {
    using home = makeTestHome();
    const lines = ['a', 'b'].flatMap((name) => [
      '[[mcp.resources]]',
      `uri = "a:${name}"`,
      `name = "${name}"`,
      `file = "${name}.txt"`,
    ]);
    const half = 'x'.repeat(130 * 1024);
    const folder = makeConformanceFolder(home, lines, { 'a.txt': half, 'b.txt': half });
    const refused = await home.run(['install', folder, '--yes']);
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringContaining('over 262144 bytes together'),
    ]);
  });
});
