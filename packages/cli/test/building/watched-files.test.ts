import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openProject } from '../../src/building/project.ts';
import { missingPaths, watchedFiles, watchedPaths } from '../../src/building/watched-files.ts';
import { makeProject } from './project-folder.ts';

async function open(path: string) {
  const project = await openProject(path);
  if (!project.ok) throw new Error(project.error.message);
  return project.value;
}

describe('watchedFiles', () => {
  it('are sources, WIT, manifests and lock files unless the manifest says it', async () => {
    using project = makeProject('true');
    for (const name of [
      'wit/a.wit',
      'package.json',
      'pnpm-lock.yaml',
      'Cargo.toml',
      'README.md',
      'test/a.ts',
    ])
      project.write(name, '');
    const opened = await open(project.path);
    expect(watchedFiles(opened)).toEqual([
      'Cargo.toml',
      'package.json',
      'pnpm-lock.yaml',
      'src/tool.c',
      'wit/a.wit',
    ]);
    expect(missingPaths(opened)).toEqual([]);
  });

  it('are those below what the manifest names, without what is made and without links', async () => {
    using project = makeProject('true', ['watch = [".", "src"]', 'core = "core.wasm"']);
    for (const name of ['dist/tool.wasm', 'core.wasm', 'node_modules/a/b.js', 'src/.git/x', 'data/words'])
      project.write(name, '');
    symlinkSync(project.path, join(project.path, 'src/loop'));
    const opened = await open(project.path);
    expect(watchedPaths(opened)).toEqual(['.', 'src']);
    expect(watchedFiles(opened)).toEqual(['data/words', 'src/tool.c']);
  });
});
