import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { SourceModule } from './layers.ts';

/** The workspace's root folder, absolute, with a trailing separator. */
export const workspaceRoot: string = fileURLToPath(new URL('../..', import.meta.url));

/** The names of the folders under `packages` that hold a manifest. */
export function packageNames(): readonly string[] {
  return readdirSync(join(workspaceRoot, 'packages'))
    .filter((name) => existsSync(join(workspaceRoot, 'packages', name, 'package.json')))
    .toSorted();
}

/** Every `.ts` file under a folder of the workspace, by relative path; none when the folder does not exist. */
export function readModules(folder: string): readonly SourceModule[] {
  const absolute = join(workspaceRoot, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/[/\\](?:node_modules|dist)[/\\]/u.test(file))
    .map((file) => ({
      path: file.slice(workspaceRoot.length).replaceAll('\\', '/'),
      text: readFileSync(file, 'utf8'),
    }));
}

/** The sources of every package, without tests. */
export function readPackageSources(): readonly SourceModule[] {
  return packageNames().flatMap((name) => readModules(`packages/${name}/src`));
}
