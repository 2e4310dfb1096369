import { componentize } from 'componentize-qjs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearFreeMemory } from './clear-free-memory.ts';
import { clearTexts } from './clear-texts.ts';
import { compactComponent } from './compact-component.ts';
import { functionTexts } from './function-texts.ts';
import { translateComponentError } from './translate-error.ts';
import { restoreWasiNames } from './wasi-interfaces.ts';
import { WORLD_NAME, worldWit } from './world.ts';
import type { BuildResult } from './build-result.ts';
import type { Bundle } from './bundle.ts';

/**
 * Makes a component of a bundle: runs it once in QuickJS and keeps the image of its memory. The bundle is a module
 * that the engine loads by itself, because it keeps the text of the first module in the image and frees that of others.
 */
export async function componentizeBundle(bundle: Bundle): Promise<BuildResult<Uint8Array>> {
  const folder = await mkdtemp(join(tmpdir(), 'kami-guest-'));
  try {
    const witPath = join(folder, 'world.wit');
    await writeFile(witPath, await worldWit(bundle.imports, bundle.exports));
    await writeFile(join(folder, 'bundle.js'), bundle.code);
    const jsPath = join(folder, 'component.js');
    const jsSource = `export { ${bundle.exports.join(', ')} } from './bundle.js';\n${clearFreeMemory(bundle.code.length)}`;
    await writeFile(jsPath, jsSource);
    const { component } = await componentize({
      witPath,
      world: WORLD_NAME,
      jsSource,
      jsPath,
      moduleRoot: folder,
      sync: true,
      optSize: true,
      stubWasi: true,
    });
    restoreWasiNames(component);
    clearTexts(component, functionTexts(bundle.code));
    return { ok: true, value: compactComponent(component) };
  } catch (error) {
    return translateComponentError(error, bundle);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
