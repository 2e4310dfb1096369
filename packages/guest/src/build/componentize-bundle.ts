import { componentize } from 'componentize-qjs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { translateComponentError } from './translate-error.ts';
import { restoreWasiNames } from './wasi-interfaces.ts';
import { WORLD_NAME, worldWit } from './world.ts';
import type { BuildResult } from './build-result.ts';
import type { Bundle } from './bundle.ts';

/** Makes a component of a bundle: runs it once in QuickJS and keeps the image of its memory. */
export async function componentizeBundle(bundle: Bundle): Promise<BuildResult<Uint8Array>> {
  const folder = await mkdtemp(join(tmpdir(), 'kami-guest-'));
  try {
    const witPath = join(folder, 'world.wit');
    await writeFile(witPath, await worldWit(bundle.imports));
    const { component } = await componentize({
      witPath,
      world: WORLD_NAME,
      jsSource: bundle.code,
      sync: true,
      optSize: true,
      stubWasi: true,
    });
    restoreWasiNames(component);
    return { ok: true, value: component };
  } catch (error) {
    return translateComponentError(error, bundle);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
