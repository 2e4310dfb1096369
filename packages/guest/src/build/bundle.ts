import { resolve } from 'node:path';
import { bundling, type EngineBundling } from './engine-bundling.ts';
import { readDescription } from './read-description.ts';
import { runEsbuild, type BundledModule } from './run-esbuild.ts';
import { serveLines, toolExports } from './tool-exports.ts';
import { runtimeFile } from './runtime-files.ts';
import { translateBundleError } from './translate-error.ts';
import { closedDoors, unusedRequests, usedDoors } from './used-doors.ts';
import { toRealName } from './wasi-interfaces.ts';
import type { Engine } from './engine.ts';
import type { EntryDescription } from '../describe/describe-entry.ts';
import type { BuildResult } from './build-result.ts';
import type { ToolExport } from './tool-exports.ts';

/** A tool's code in one module. */
export interface Bundle {
  readonly code: string;
  /** Source map (version 3) of `code`. */
  readonly sourceMap: string;
  /** The folder of the entry module, from which the source map names its sources. */
  readonly folder: string;
  /** Names of the host's interfaces that the code imports; what is not used is not imported. */
  readonly imports: readonly string[];
  /** Whether it reaches out by the engine's own HTTP, which is no import of the code. */
  readonly usesHttp: boolean;
  /** Names of the interfaces of `kami:tool` that the component exports. */
  readonly exports: readonly ToolExport[];
  readonly warnings: readonly string[];
  /** What the tools ask for. */
  readonly asked: EntryDescription['asked'];
  /** Bytes of each module in `code`, by its path from `folder`. */
  readonly modules: Readonly<Record<string, number>>;
}

/** The door that HTTP is, whoever offers it. */
const HTTP = 'kami:host/http@0.1.0';

/**
 * Bundles an entry module with the runtime. The author's code is bundled alone first: what it mentions says what else
 * the component needs, and running it once says what it defines.
 */
export async function bundleTool(entry: string, engine: Engine = 'quickjs'): Promise<BuildResult<Bundle>> {
  const how = bundling[engine];
  try {
    const [plain, described] = await Promise.all([
      bundleLines(entry, [`export * from ${JSON.stringify(entry)};`], how),
      readDescription(entry),
    ]);
    if (!described.ok) return described;
    const { definitions, asked } = described.value;
    const exports = toolExports(plain.code);
    const doors = usedDoors(plain.code, asked);
    const lines = [
      ...how.parts
        .filter(({ mention }) => mention.test(plain.code))
        .map(({ file }) => `import ${JSON.stringify(runtimeFile(file))};`),
      `import * as entry from ${JSON.stringify(entry)};`,
      ...serveLines(exports, definitions, doors),
    ];
    const whole = await bundleLines(entry, lines, how);
    const imports = externalImports(whole);
    const usesHttp = isInBundle(whole, 'starlingmonkey/fetch');
    const opened = usesHttp ? [...imports, HTTP] : imports;
    const closed = await closedDoors(opened, asked, whole);
    if (closed !== undefined) return closed;
    return {
      ok: true,
      value: toBundle(whole, { imports, exports, asked, usesHttp }, unusedRequests(asked, opened)),
    };
  } catch (error) {
    return translateBundleError(error);
  }
}

function bundleLines(
  entry: string,
  lines: readonly string[],
  { first, plugins, options }: EngineBundling,
): Promise<BundledModule> {
  const imports = first.map((name) => `import ${JSON.stringify(runtimeFile(name))};`);
  return runEsbuild(entry, [...imports, ...lines], plugins, options);
}

function isInBundle({ output, folder }: BundledModule, file: string): boolean {
  return Object.entries(output.inputs).some(
    ([path, { bytesInOutput }]) => bytesInOutput > 0 && resolve(folder, path) === runtimeFile(file),
  );
}

function externalImports({ output }: BundledModule): readonly string[] {
  const external = output.imports.filter(({ external: isExternal }) => isExternal === true);
  return [...new Set(external.map(({ path }) => toRealName(path)))].toSorted();
}

function toBundle(
  { code, sourceMap, folder, warnings, output }: BundledModule,
  found: Pick<Bundle, 'imports' | 'exports' | 'asked' | 'usesHttp'>,
  unused: readonly string[],
): Bundle {
  const modules = Object.entries(output.inputs).map(
    ([path, { bytesInOutput }]) => [path, bytesInOutput] as const,
  );
  return {
    code,
    sourceMap,
    folder,
    warnings: [...warnings, ...unused],
    modules: Object.fromEntries(modules),
    ...found,
  };
}
