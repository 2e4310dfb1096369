import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildFailure } from './build-result.ts';
import { messageOf, translateComponentError } from './translate-error.ts';
import { WORLD_NAME, worldWit } from './world.ts';
import type * as ComponentizeJs from '@bytecodealliance/componentize-js';
import type { BuildResult } from './build-result.ts';
import type { Bundle } from './bundle.ts';

/** The package that holds the engine; an author who wants it installs it. */
const PACKAGE = '@bytecodealliance/componentize-js';

/** Parts of the engine that a component can be without. */
type Feature = 'stdio' | 'fetch-event' | 'http';

/** Makes a component of a bundle in StarlingMonkey, by the author's own componentize-js. */
export async function componentizeStarlingMonkey(bundle: Bundle): Promise<BuildResult<Uint8Array>> {
  let library: typeof ComponentizeJs;
  try {
    library = await import('@bytecodealliance/componentize-js');
  } catch (error) {
    return buildFailure(
      'config',
      `the engine starlingmonkey needs ${PACKAGE}, which cannot be loaded: npm install --save-dev ${PACKAGE}@0.22 (${messageOf(error)})`,
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'kami-guest-'));
  try {
    const sourcePath = join(folder, 'bundle.js');
    await writeFile(sourcePath, bundle.code);
    const options = {
      sourcePath,
      sourceName: 'bundle.js',
      // Text, because what reads WIT from files finds none (docs/web-runtime.md); the types do not know it.
      witWorld: await worldWit(bundle.imports, bundle.exports, 'real'),
      worldName: WORLD_NAME,
      // Clocks and randomness stay: without them every instance would have those of the build.
      disableFeatures: [
        'stdio',
        'fetch-event',
        ...(bundle.usesHttp ? [] : (['http'] as const)),
      ] satisfies Feature[],
    };
    const { component } = await library.componentize(options);
    return { ok: true, value: component };
  } catch (error) {
    return translateComponentError(error, bundle);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
