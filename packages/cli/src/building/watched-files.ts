import { statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Project } from './project.ts';
import { filesBelow } from './source-files.ts';

/** What a project reads where its manifest does not say it: sources, WIT, and what package managers and compilers go by. */
const USUAL: readonly string[] = [
  'src',
  'wit',
  'package.json',
  'package-lock.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
  'tsconfig.json',
  'asconfig.json',
  'Cargo.toml',
  'Cargo.lock',
  'go.mod',
  'go.sum',
  'pyproject.toml',
  'uv.lock',
  'requirements.txt',
];

/** The paths that a project's build reads, relative to its folder, the manifest itself left out. */
export function watchedPaths({ build }: Pick<Project, 'build'>): readonly string[] {
  return build.watch ?? USUAL;
}

/** Every file that a project's build reads, relative to its folder, `/`-separated and sorted; what it makes left out. */
export function watchedFiles(project: Pick<Project, 'folder' | 'build' | 'manifest'>): readonly string[] {
  const made = new Set([project.manifest.wasm, project.build.core, 'tool.toml']);
  const found = watchedPaths(project).flatMap((path) => filesBelow(join(project.folder, path)));
  const names = found.map((path) => relative(project.folder, path).split(sep).join('/'));
  return [...new Set(names)].filter((name) => !made.has(name)).toSorted();
}

/** The paths that a manifest names and that are not there. */
export function missingPaths({ folder, build }: Pick<Project, 'folder' | 'build'>): readonly string[] {
  return (build.watch ?? []).filter(
    (path) => statSync(join(folder, path), { throwIfNoEntry: false }) === undefined,
  );
}
