import type { Plugin } from 'esbuild';

/**
 * Modules whose variant for browsers counts on what only a browser has, by the one that counts on nothing:
 * `@exodus/bytes` decodes UTF-16 by the browser's own `TextDecoder`.
 */
const variants: ReadonlyMap<string, string> = new Map([['@exodus/bytes/utf16.js', 'utf16.native.js']]);

/** Takes the variant of a library that runs without a browser. */
export const libraryVariants: Plugin = {
  name: 'library-variants',
  setup: (build) => {
    build.onResolve({ filter: /^@exodus\/bytes\/utf16\.js$/ }, async ({ path, pluginData, ...given }) => {
      const variant = variants.get(path);
      if (pluginData === variants || variant === undefined) return undefined;
      const { importer, kind, resolveDir } = given;
      const found = await build.resolve(path, { importer, kind, resolveDir, pluginData: variants });
      return { path: found.path.replace(/[^\\/]+$/, variant), sideEffects: false };
    });
  },
};
