import { RUNTIME_FOLDER } from './runtime-files.ts';
import { resolve } from 'node:path';

/** A part of a bundle: the author's code, the SDK, or a package. */
export interface BundlePart {
  readonly name: string;
  /** Bytes of its code. */
  readonly bytes: number;
}

/** What is in a bundle, the largest first, by who wrote it; `folder` is the one that module paths are named from. */
export function bundleContents(
  modules: Readonly<Record<string, number>>,
  folder: string,
): readonly BundlePart[] {
  const parts = new Map<string, number>();
  for (const [path, bytes] of Object.entries(modules)) {
    const name = partOf(resolve(folder, path));
    parts.set(name, (parts.get(name) ?? 0) + bytes);
  }
  return [...parts]
    .filter(([, bytes]) => bytes > 0)
    .map(([name, bytes]) => ({ name, bytes }))
    .toSorted((a, b) => b.bytes - a.bytes);
}

function partOf(path: string): string {
  if (path.startsWith(RUNTIME_FOLDER)) return '@kami/guest';
  const [, name] = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(path) ?? [];
  return name?.replace('\\', '/') ?? 'your code';
}
