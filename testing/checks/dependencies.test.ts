import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { readManifest } from './package-manifest.ts';
import { packageNames, workspaceRoot } from './workspace-sources.ts';

const page = readFileSync(join(workspaceRoot, 'docs/dependencies.md'), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

function exampleFolders(): string[] {
  if (!existsSync(join(workspaceRoot, 'examples'))) return [];
  return readdirSync(join(workspaceRoot, 'examples'))
    .map((name) => `examples/${name}`)
    .filter((folder) => existsSync(join(workspaceRoot, folder, 'package.json')));
}

function declaredEverywhere(): string[] {
  const folders = ['.', 'testing', ...packageNames().map((name) => `packages/${name}`), ...exampleFolders()];
  const names = folders.flatMap((folder) => {
    const manifest = readManifest(folder);
    return Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  });
  return [...new Set(names)].filter((name) => !name.startsWith('@kami/')).toSorted();
}

function catalogued(): string[] {
  const workspace = readFileSync(join(workspaceRoot, 'pnpm-workspace.yaml'), 'utf8');
  const catalog = /^catalog:\n(?<entries>(?: {2}.+\n)+)/mu.exec(workspace)?.groups?.['entries'] ?? '';
  return catalog
    .split('\n')
    .flatMap((line) => /^ {2}'?(?<name>[^':]+)'?: /u.exec(line)?.groups?.['name'] ?? []);
}

describe('docs/dependencies.md', () => {
  it('has one row for each dependency of the workspace, and no other', () => {
    expect(rows.map((row) => row[1]?.replaceAll('`', '') ?? '').toSorted()).toEqual(declaredEverywhere());
  });

  it('gives a licence that may be used, and a reason, in each row', () => {
    for (const cells of rows) {
      expect(cells[2]).toMatch(
        /^(?:MIT|ISC|Apache-2\.0|BSD-[23]-Clause)(?: and MIT| WITH LLVM-exception)?$/u,
      );
      expect(cells.at(-2)?.length).toBeGreaterThan(10);
    }
  });
});

describe('versions', () => {
  it('catalogues no package that no manifest names', () => {
    const declared = declaredEverywhere();
    expect(catalogued().length).toBeGreaterThan(10);
    expect(catalogued().filter((name) => !declared.includes(name))).toEqual([]);
  });

  it('are exact', () => {
    const workspace = readFileSync(join(workspaceRoot, 'pnpm-workspace.yaml'), 'utf8');
    const { devDependencies } = readManifest('.');
    expect(workspace).not.toMatch(/: ['"]?[\^~*>]/u);
    for (const version of Object.values(devDependencies))
      expect(version).toMatch(/^(?:catalog:|\d+\.\d+\.\d+\S*)$/u);
  });
});
