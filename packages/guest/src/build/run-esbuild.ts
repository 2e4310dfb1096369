import { build } from 'esbuild';
import { dirname } from 'node:path';
import { runtimeFile } from './runtime-files.ts';
import { unneededPolyfills } from './unneeded-polyfills.ts';
import type { BuildOptions, Metafile, Plugin } from 'esbuild';

/** A module made of others. */
export interface BundledModule {
  readonly code: string;
  /** Source map (version 3) of `code`; its sources are named from `folder`. */
  readonly sourceMap: string;
  readonly folder: string;
  readonly warnings: readonly string[];
  /** What esbuild says of the output: its external imports, and the bytes of each module in it. */
  readonly output: Metafile['outputs'][string];
}

/** How the author's code is read, for whatever it is bundled: as a browser's, with KAMI's globals injected. */
const common = {
  bundle: true,
  write: false,
  metafile: true,
  format: 'esm',
  platform: 'neutral',
  mainFields: ['browser', 'module', 'main'],
  conditions: ['browser', 'import'],
  target: 'es2022',
  define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}' },
  alias: { '@kami/guest': runtimeFile('index') },
  inject: [runtimeFile('web/globals')],
  outfile: 'bundle.js',
  sourcemap: 'external',
  legalComments: 'none',
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: 'silent',
} satisfies BuildOptions;

/** Bundles the lines of an entry that stands beside the author's. Throws what esbuild throws. */
export async function runEsbuild(
  entry: string,
  lines: readonly string[],
  plugins: readonly Plugin[],
  options: Pick<BuildOptions, 'supported' | 'inject'> = {},
): Promise<BundledModule> {
  const folder = dirname(entry);
  const result = await build({
    ...common,
    ...options,
    absWorkingDir: folder,
    plugins: [...plugins, unneededPolyfills],
    stdin: { contents: lines.join('\n'), resolveDir: folder, sourcefile: 'component.js', loader: 'js' },
  });
  const text = (suffix: string): string =>
    result.outputFiles.find(({ path }) => path.endsWith(suffix))?.text ?? '';
  const output = Object.entries(result.metafile.outputs).find(([path]) => path.endsWith('.js'))?.[1];
  if (output === undefined) throw new Error('esbuild gave no module');
  return {
    code: text('bundle.js'),
    sourceMap: text('bundle.js.map'),
    folder,
    warnings: result.warnings.map(({ text: warning }) => warning),
    output,
  };
}
