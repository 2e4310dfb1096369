import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { examplePath } from '../e2e/kami.ts';

/**
 * Makes a copy of an example whose manifest asks for one address of this machine instead of the hosts of its code, and
 * gives its folder: `NAME` becomes `LOCAL`.
 */
export async function localExample(
  folder: string,
  name: string,
  local: string,
  port: number,
): Promise<string> {
  const source = examplePath(name);
  const target = join(folder, local);
  await mkdir(join(target, 'dist'), { recursive: true });
  await copyFile(join(source, `dist/${name}.wasm`), join(target, `dist/${name}.wasm`));
  const manifest = await readFile(join(source, 'tool.toml'), 'utf8');
  const changed = manifest
    .replace(/^id = .*$/m, `id = "dev.kami.examples.${local}"`)
    .replace(/^name = .*$/m, `name = "${local}"`)
    .replace(/^net_allow_list = .*$/m, `net_allow_list = ["http://localhost:${port}"]`);
  await writeFile(join(target, 'tool.toml'), changed);
  return target;
}
