import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { workspaceRoot } from './workspace-root.ts';

const generated = new Set(['.cache', '.kami', 'coverage', 'dist', 'node_modules']);

/**
 * SHA-256 (hex) over the names and contents of files and folders given relative to the workspace root; generated
 * folders, `ignored` paths and what does not exist are left out.
 */
export function contentDigest(paths: readonly string[], ignored: readonly string[] = []): string {
  const hash = createHash('sha256').update(process.version);
  for (const file of paths.flatMap((path) => listFiles(path)).toSorted()) {
    if (!ignored.includes(file)) {
      hash.update(`\0${file}\0`).update(readFileSync(join(workspaceRoot, file)));
    }
  }
  return hash.digest('hex');
}

/** Whether the last successful build of `name` had these inputs. */
export function isBuilt(name: string, digest: string): boolean {
  try {
    return readFileSync(stampFile(name), 'utf8') === digest;
  } catch {
    return false;
  }
}

/** Remembers a successful build. */
export function markBuilt(name: string, digest: string): void {
  mkdirSync(dirname(stampFile(name)), { recursive: true });
  writeFileSync(stampFile(name), digest);
}

function stampFile(name: string): string {
  return join(workspaceRoot, '.cache', 'build', `${name.replaceAll('/', '-')}.stamp`);
}

function listFiles(path: string): string[] {
  const stats = statSync(join(workspaceRoot, path), { throwIfNoEntry: false });
  if (stats === undefined) return [];
  if (!stats.isDirectory()) return [path];
  return readdirSync(join(workspaceRoot, path))
    .filter((name) => !generated.has(name))
    .flatMap((name) => listFiles(`${path}/${name}`));
}
