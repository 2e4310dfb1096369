import { execFile } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execPath } from 'node:process';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { workspaceRoot } from './workspace-sources.ts';

const pages = globSync(['docs/guest/*.md', 'packages/guest/README.md'], { cwd: workspaceRoot });
const cache = join(workspaceRoot, '.cache');
let folder: string;
let output: string;

/** The blocks of TypeScript in a page, each after as many empty lines as stand above it: errors have the page's lines. */
function codeBlocks(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^```ts\n(?<code>[^]*?)^```$/gmu)].map(
    ({ groups, index }) =>
      '\n'.repeat(markdown.slice(0, index).split('\n').length) + (groups?.['code'] ?? ''),
  );
}

/** Compiles a folder as an author's project would be, and gives what the compiler said. */
async function compile(project: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const compiler = join(workspaceRoot, 'node_modules/typescript/bin/tsc');
  execFile(execPath, [compiler, '-p', project, '--pretty', 'false'], { cwd: project }, (_error, stdout) => {
    resolve(stdout);
  });
  return promise;
}

beforeAll(async () => {
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, 'documented-code-'));
  // The packages that a tool has: those of an example.
  symlinkSync(join(workspaceRoot, 'examples/notes/node_modules'), join(folder, 'node_modules'), 'junction');
  const compilerOptions = { isolatedDeclarations: false, declaration: false, noUnusedLocals: false };
  const config = {
    extends: '../../tsconfig.json',
    compilerOptions,
    include: ['**/*.ts', '../../packages/guest/src/**/*.d.ts'],
    exclude: ['node_modules'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  for (const page of pages)
    for (const [index, code] of codeBlocks(readFileSync(join(workspaceRoot, page), 'utf8')).entries()) {
      const path = join(folder, `${page}-${index}.ts`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, code);
    }
  writeFileSync(join(folder, 'broken.ts'), "import { defineTool } from '@kami/guest';\ndefineTool({});\n");
  output = await compile(folder);
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the pages for authors', () => {
  it.each(pages)('%s has code that compiles', (page) => {
    expect(output.split('\n').filter((line) => line.startsWith(`${page}-`))).toEqual([]);
  });

  it('are compiled at all', () => {
    expect(output).toContain('broken.ts');
    expect(output.split('\n').filter((line) => /^\S/u.test(line) && !line.startsWith('broken.ts'))).toEqual(
      [],
    );
    expect(pages.length).toBeGreaterThan(10);
  });
});
