import { readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Project } from './project.ts';

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

/** Folders of what is made or fetched, wherever they stand below one that is watched. */
const IGNORED: ReadonlySet<string> = new Set([
  '.git',
  '.kami',
  '__pycache__',
  'dist',
  'node_modules',
  'target',
]);

/** The paths that a project's build reads, relative to its folder, the manifest itself left out. */
export function watchedPaths({ build }: Pick<Project, 'build'>): readonly string[] {
  return build.watch ?? USUAL;
}

/** Whether a path below a project's folder is one of generated files, which no build reads. */
export function isIgnored(path: string): boolean {
  return path.split(/[\\/]/u).some((part) => IGNORED.has(part));
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

/** Links are not followed below a watched folder: one that leads upwards would never end. */
function filesBelow(path: string): readonly string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile() === true) return [path];
  if (found?.isDirectory() !== true) return [];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isFile()) return [join(path, entry.name)];
    return entry.isDirectory() && !IGNORED.has(entry.name) ? filesBelow(join(path, entry.name)) : [];
  });
}
