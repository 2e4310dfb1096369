import { transform } from 'esbuild';
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Libraries that use a global only where the engine has it, and do without where it has not. Their mention of it
 * must not pull our own into the bundle.
 */
const optional = [
  {
    files: /[\\/]@exodus[\\/]bytes[\\/].*\.js$/,
    define: { TextDecoder: 'globalThis.TextDecoder', TextEncoder: 'globalThis.TextEncoder' },
  },
  // Only its schema of files, which arguments in JSON never are.
  { files: /[\\/]zod[\\/]v4[\\/].*\.js$/, define: { File: 'globalThis.File' } },
] as const;

/** Keeps global names that a library uses conditionally as properties of `globalThis`, where nothing is injected. */
export const unneededPolyfills: Plugin = {
  name: 'unneeded-polyfills',
  setup: (build) => {
    for (const { files, define } of optional)
      build.onLoad({ filter: files }, async ({ path }) => {
        const { code } = await transform(await readFile(path, 'utf8'), { define, sourcefile: path });
        return { contents: code, loader: 'js' };
      });
  },
};
