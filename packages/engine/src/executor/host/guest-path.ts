import type { Preopen } from '@kami/protocol';

/** A path as the host takes it: a granted folder and the rest below it. */
export interface PlacedPath {
  readonly root: Preopen;
  /** Relative, without `.` and `..`; `.` for the folder itself. */
  readonly path: string;
}

/**
 * Places an absolute guest path below a granted folder. `.` and `..` are resolved as text and never
 * leave the root: `/data/../mnt` is `/data`. Nothing when the path is not absolute; `outside` when it
 * is under no granted folder.
 */
export function placePath(preopens: readonly Preopen[], path: string): PlacedPath | 'outside' | undefined {
  if (!path.startsWith('/')) return undefined;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  for (const root of preopens) {
    const prefix = root.guestPath.split('/').filter((part) => part !== '');
    if (prefix.every((part, index) => parts[index] === part))
      return { root, path: resolve(parts.slice(prefix.length)) };
  }
  return 'outside';
}

function resolve(parts: readonly string[]): string {
  const kept: string[] = [];
  for (const part of parts) {
    if (part === '..') kept.pop();
    else kept.push(part);
  }
  return kept.length === 0 ? '.' : kept.join('/');
}
