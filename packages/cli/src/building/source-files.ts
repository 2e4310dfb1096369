import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Folders of what is made or fetched, wherever they stand in a project. */
const GENERATED: ReadonlySet<string> = new Set([
  '.git',
  '.kami',
  '__pycache__',
  'dist',
  'node_modules',
  'target',
]);

/** Whether a path below a project's folder is one of generated files, which nobody writes by hand. */
export function isGenerated(path: string): boolean {
  return path.split(/[\\/]/u).some((part) => GENERATED.has(part));
}

/**
 * The file itself, or every file below a folder that is not generated; none where nothing is there. Links are not followed:
 * one that leads upwards would never end. Throws Node's file errors.
 */
export function filesBelow(path: string): readonly string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile() === true) return [path];
  return found?.isDirectory() === true ? filesIn(path) : [];
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isFile()) return [path];
    return entry.isDirectory() && !GENERATED.has(entry.name) ? filesIn(path) : [];
  });
}
