import { cpSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { bundleExternals } from '../../scripts/build/bundle-plan.ts';
import { examplePath, makeTestHome } from '../e2e/kami.ts';
import { installPacked } from './install-packed.ts';

const minute = 60_000;
const manifest = `[tool]
id = "dev.example.greet"
name = "greet"
version = "1.0.0"
wasm = "dist/greet.wasm"

[mcp]
description = "Greets someone."
`;
const source = `import { defineTool } from '@kami/guest';
import * as z from 'zod';

export const greet = defineTool({
  name: 'greet',
  description: 'Greets someone.',
  input: z.object({ name: z.string() }),
  output: z.object({ greeting: z.string() }),
  run: async ({ name }) => ({ greeting: \`Hello \${await name}\` }),
});
`;

describe('the packed guest SDK', () => {
  it(
    'builds a tool in an empty folder, and the tool runs',
    async () => {
      using installed = installPacked('guest', ['zod@4']);
      writeFileSync(join(installed.folder, 'tool.toml'), manifest);
      mkdirSync(join(installed.folder, 'src'));
      writeFileSync(join(installed.folder, 'src', 'tool.ts'), source);
      installed.run('kami-guest', 'build');
      expect(statSync(join(installed.folder, 'dist/greet.wasm')).size).toBeGreaterThan(500_000);

      using home = makeTestHome();
      const { stdout } = await home.must(['run', installed.folder, 'name=Ada']);
      expect(JSON.parse(stdout)).toEqual({ greeting: 'Hello Ada' });
    },
    minute,
  );
});

describe('the packed command', () => {
  it(
    'installs and runs a tool without anything of the workspace',
    () => {
      using installed = installPacked('cli');
      const tool = join(installed.folder, 'tool');
      for (const file of ['tool.toml', 'dist']) {
        cpSync(join(examplePath('json-query'), file), join(tool, file), { recursive: true });
      }
      expect(installed.run('kami', '--version').trim()).toBe('0.1.0');
      installed.run('kami', 'install', './tool', '--yes');
      const args = ['expression=orders[0].id', 'data:={"orders":[{"id":"a-1"}]}'];
      expect(installed.run('kami', 'run', 'json-query', ...args)).toContain('a-1');
      for (const [client, words] of [
        ['cursor', '"mcpServers"'],
        ['codex', '[mcp_servers.kami]'],
        ['goose', 'extensions:'],
      ] as const)
        expect(installed.run('kami', 'connect', client, '--print')).toContain(words);

      const published: unknown = JSON.parse(readFileSync(join(installed.package, 'package.json'), 'utf8'));
      const versions = bundleExternals.map(
        (name) => [name, expect.stringMatching(/^\d/u) as unknown] as const,
      );
      expect(published).toHaveProperty('dependencies', Object.fromEntries(versions));
      const program = join(installed.package, 'dist/kami.cjs');
      expect(readFileSync(program, 'utf8')).toMatch(/^#!\/usr\/bin\/env /u);
      const files = globSync('**/*', { cwd: installed.package }).map((file) =>
        statSync(join(installed.package, file)),
      );
      const bytes = files.reduce((sum, stats) => sum + (stats.isFile() ? stats.size : 0), 0);
      expect(bytes).toBeLessThan(8_000_000);
      expect(globSync('**/*.map', { cwd: installed.package })).toEqual([]);
    },
    minute,
  );
});
