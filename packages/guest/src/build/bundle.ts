import { hostModules } from './host-modules.ts';
import { libraryVariants } from './library-variants.ts';
import { mentionedParts } from './mentioned-parts.ts';
import { readDescription } from './read-description.ts';
import { runEsbuild, type BundledModule } from './run-esbuild.ts';
import { serveLines, toolExports } from './tool-exports.ts';
import { runtimeFile } from './runtime-files.ts';
import { translateBundleError } from './translate-error.ts';
import { closedDoors, unusedRequests, usedDoors } from './used-doors.ts';
import { toRealName } from './wasi-interfaces.ts';
import type { EntryDescription } from '../describe/describe-entry.ts';
import type { BuildResult } from './build-result.ts';
import type { ToolExport } from './tool-exports.ts';

/** A tool's code in one module, for QuickJS. */
export interface Bundle {
  readonly code: string;
  /** Source map (version 3) of `code`. */
  readonly sourceMap: string;
  /** The folder of the entry module, from which the source map names its sources. */
  readonly folder: string;
  /** Names of the host's interfaces that the code imports; what is not used is not imported. */
  readonly imports: readonly string[];
  /** Names of the interfaces of `kami:tool` that the component exports. */
  readonly exports: readonly ToolExport[];
  readonly warnings: readonly string[];
  /** What the tools ask for. */
  readonly asked: EntryDescription['asked'];
  /** Bytes of each module in `code`, by its path from `folder`. */
  readonly modules: Readonly<Record<string, number>>;
}

/** `async` code is lowered to generators over the global `Promise`, which is ours. */
const LOWERED = {
  'async-await': false,
  'async-generator': false,
  'for-await': false,
  'top-level-await': false,
};

/**
 * Bundles an entry module with the runtime. The author's code is bundled alone first: what it mentions says what else
 * the component needs, and running it once says what it defines.
 */
export async function bundleTool(entry: string): Promise<BuildResult<Bundle>> {
  try {
    const [plain, described] = await Promise.all([
      bundleLines(entry, [`export * from ${JSON.stringify(entry)};`]),
      readDescription(entry),
    ]);
    if (!described.ok) return described;
    const { definitions, asked } = described.value;
    const exports = toolExports(plain.code);
    const doors = usedDoors(plain.code, asked);
    const whole = await bundleLines(entry, [
      ...mentionedParts
        .filter(({ mention }) => mention.test(plain.code))
        .map(({ file }) => `import ${JSON.stringify(runtimeFile(file))};`),
      `import * as entry from ${JSON.stringify(entry)};`,
      ...serveLines(exports, definitions, doors),
    ]);
    const imports = externalImports(whole);
    const closed = await closedDoors(imports, asked, whole);
    if (closed !== undefined) return closed;
    return { ok: true, value: toBundle(whole, { imports, exports, asked }) };
  } catch (error) {
    return translateBundleError(error);
  }
}

function bundleLines(entry: string, lines: readonly string[]): Promise<BundledModule> {
  const first = `import ${JSON.stringify(runtimeFile('runtime/install-promise'))};`;
  return runEsbuild(entry, [first, ...lines], [hostModules, libraryVariants], { supported: LOWERED });
}

function externalImports({ output }: BundledModule): readonly string[] {
  const external = output.imports.filter(({ external: isExternal }) => isExternal === true);
  return [...new Set(external.map(({ path }) => toRealName(path)))].toSorted();
}

function toBundle(
  { code, sourceMap, folder, warnings, output }: BundledModule,
  found: Pick<Bundle, 'imports' | 'exports' | 'asked'>,
): Bundle {
  const modules = Object.entries(output.inputs).map(
    ([path, { bytesInOutput }]) => [path, bytesInOutput] as const,
  );
  return {
    code,
    sourceMap,
    folder,
    warnings: [...warnings, ...unusedRequests(found.asked, found.imports)],
    modules: Object.fromEntries(modules),
    ...found,
  };
}
