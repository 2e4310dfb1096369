import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type KamiError, type Result } from '@kami/types';
import { refusedPackage } from './folder-writer.ts';

const MANIFEST = 'tool.toml';

/**
 * The tool in an unpacked package: the folder with the manifest, which is the root or the only folder in it, else the
 * only component at the root. Error: `KAMI_SOURCE_REFUSED`. Throws Node's file errors.
 */
export async function findTool(root: string, what: string): Promise<Result<string, KamiError>> {
  const entries = await readdir(root, { withFileTypes: true });
  if (entries.some((entry) => entry.name === MANIFEST && entry.isFile())) return ok(root);
  const [only] = entries;
  if (entries.length === 1 && only?.isDirectory() === true) {
    const inner = join(root, only.name);
    if ((await readdir(inner)).includes(MANIFEST)) return ok(inner);
  }
  const components = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.wasm'));
  const [component] = components;
  if (components.length === 1 && component !== undefined) return ok(join(root, component.name));
  return err(
    refusedPackage(what, `it has neither a ${MANIFEST} at its root or in its only folder nor one component`),
  );
}
