import type { Plugin } from 'esbuild';

const PREFIX = 'optional:';

/** A module that `optional:NAME` imports: the author's, or an empty one where the author has not installed it. */
export const optionalModules: Plugin = {
  name: 'optional-modules',
  setup: (build) => {
    build.onResolve({ filter: new RegExp(`^${PREFIX}`) }, async ({ path, resolveDir, kind }) => {
      const found = await build.resolve(path.slice(PREFIX.length), { resolveDir, kind });
      return found.errors.length === 0 ? found : { path, namespace: 'absent' };
    });
    build.onLoad({ filter: /^/, namespace: 'absent' }, () => ({
      contents: 'export default {};',
      loader: 'js',
    }));
  },
};
