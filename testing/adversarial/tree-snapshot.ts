import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What stands below a folder, by path; the folder itself is the empty path. Times of access are left out: looking
 * changes them.
 */
export type TreeSnapshot = Readonly<Record<string, object>>;

/** Takes a folder down byte for byte. */
export function snapshotTree(folder: string): TreeSnapshot {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(
    ['', ...paths].toSorted().map((path) => [path, describeNode(join(folder, path))]),
  );
}

function describeNode(path: string): object {
  const stat = lstatSync(path, { bigint: true });
  const { mode, uid, gid, ino, nlink, size, mtimeNs, ctimeNs } = stat;
  const content = stat.isFile() ? readFileSync(path, 'base64') : '';
  return { mode, uid, gid, ino, nlink, size, mtimeNs, ctimeNs, content };
}
