import { build } from 'esbuild';
import { dirname } from 'node:path';
import { hostModules } from './host-modules.ts';
import { libraryVariants } from './library-variants.ts';
import { mentionedParts } from './mentioned-parts.ts';
import { serveLines, toolExports } from './tool-exports.ts';
import { runtimeFile } from './runtime-files.ts';
import { translateBundleError } from './translate-error.ts';
import { unneededPolyfills } from './unneeded-polyfills.ts';
import { toRealName } from './wasi-interfaces.ts';
import type { BuildOptions, BuildResult as EsbuildResult } from 'esbuild';
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
}

/**
 * Bundles an entry module with the runtime. `async` code is lowered to generators over the
 * global `Promise`, which is ours.
 */
export async function bundleTool(entry: string): Promise<BuildResult<Bundle>> {
  try {
    const plain = await runEsbuild(entry, [], ['tools']);
    const needed = mentionedParts.filter(({ mention }) => mention.test(plain.code));
    const exports = toolExports(plain.code);
    const isPlain = needed.length === 0 && exports.length === 1;
    return { ok: true, value: isPlain ? plain : await runEsbuild(entry, needed, exports) };
  } catch (error) {
    return translateBundleError(error);
  }
}

async function runEsbuild(
  entry: string,
  needed: readonly { readonly file: string }[],
  exports: readonly ToolExport[],
): Promise<Bundle> {
  const first = ['runtime/install-promise', ...needed.map(({ file }) => file)];
  const result = await build({
    ...fixedOptions,
    absWorkingDir: dirname(entry),
    stdin: {
      contents: [
        ...first.map((name) => `import ${JSON.stringify(runtimeFile(name))};`),
        `import * as entry from ${JSON.stringify(entry)};`,
        ...serveLines(exports),
      ].join('\n'),
      resolveDir: dirname(entry),
      sourcefile: 'component.js',
      loader: 'js',
    },
  });
  return readResult(result, dirname(entry), exports);
}

const fixedOptions = {
  bundle: true,
  write: false,
  metafile: true,
  format: 'esm',
  platform: 'neutral',
  mainFields: ['browser', 'module', 'main'],
  conditions: ['browser', 'import'],
  target: 'es2022',
  supported: { 'async-await': false, 'async-generator': false, 'for-await': false, 'top-level-await': false },
  define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}' },
  alias: { '@kami/guest': runtimeFile('index') },
  inject: [runtimeFile('web/globals')],
  plugins: [hostModules, libraryVariants, unneededPolyfills],
  outfile: 'component.js',
  sourcemap: 'external',
  legalComments: 'none',
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: 'silent',
} satisfies BuildOptions;

function readResult(
  result: EsbuildResult<{ write: false; metafile: true }>,
  folder: string,
  exports: readonly ToolExport[],
): Bundle {
  const ending = (suffix: string): string =>
    result.outputFiles.find(({ path }) => path.endsWith(suffix))?.text ?? '';
  const output = Object.entries(result.metafile.outputs).find(([path]) => path.endsWith('.js'))?.[1];
  const imports = (output?.imports ?? [])
    .filter(({ external }) => external === true)
    .map(({ path }) => toRealName(path));
  return {
    code: ending('component.js'),
    sourceMap: ending('component.js.map'),
    folder,
    imports: [...new Set(imports)].toSorted(),
    exports,
    warnings: result.warnings.map(({ text }) => text),
  };
}
