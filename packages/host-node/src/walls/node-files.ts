import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { sharedObjectName } from './shared-object-name.ts';

/** What the running Node was started from: all that another one needs to start. */
export interface NodeFiles {
  readonly node: string;
  /** The dynamic loader; absent where Node is linked statically. */
  readonly loader: string | undefined;
  /** Shared libraries by the name that the loader looks for. */
  readonly libraries: ReadonlyMap<string, string>;
}

/** The loaders of glibc and musl. */
const LOADER = /^ld-(?:linux|musl)[\w.-]*\.so\.\d+$/u;

/** A file name that is the library's own: what stands in it need not be read, which is a tenth of a millisecond. */
const OWN_NAME = /\.so\.\d+$/u;

let found: NodeFiles | undefined;

/** The files that this process's Node is mapped from, looked for once. Nothing where the system does not tell. */
export function findNodeFiles(): NodeFiles | undefined {
  return (found ??= readNodeFiles());
}

function readNodeFiles(): NodeFiles | undefined {
  let maps: string;
  try {
    maps = readFileSync('/proc/self/maps', 'utf8');
  } catch {
    return undefined;
  }
  // The last field is a path where a file is mapped; no other one has a slash (proc_pid_maps(5)).
  const mapped = new Set(maps.split('\n').map((line) => line.slice(line.indexOf('/'))));
  const shared = [...mapped].filter((path) => path.startsWith('/') && /\.so(?:\.|$)/u.test(basename(path)));
  const libraries = new Map<string, string>();
  let loader: string | undefined;
  for (const path of shared) {
    const name = nameOf(path);
    if (LOADER.test(name) || LOADER.test(basename(path))) loader = path;
    libraries.set(name, path);
  }
  return { node: process.execPath, loader, libraries };
}

/** The name that the loader looks for; of a library that does not say one that of its file. */
function nameOf(path: string): string {
  const name = basename(path);
  return OWN_NAME.test(name) ? name : (sharedObjectName(path) ?? name);
}
