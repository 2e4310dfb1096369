import { resolve } from 'node:path';
import { RUNTIME_FOLDER, runtimeFile } from './runtime-files.ts';
import { OFFERED_INTERFACES } from './wasi-interfaces.ts';
import type { Plugin } from 'esbuild';

const WEB = resolve(RUNTIME_FOLDER, 'web');

/** Parts of `web` that the engine's own do not replace: lines go to KAMI's log. */
const KEPT = /[\\/](?:console[\\/][\w-]+|install-console-[\w-]+)\.[jt]s$/;

/** Takes StarlingMonkey's own streams, bodies and `fetch` in place of KAMI's, and gives its exports their promises. */
export const starlingMonkeyModules: Plugin = {
  name: 'starlingmonkey-modules',
  setup: (build) => {
    build.onResolve({ filter: /\.[jt]s$/ }, ({ path, resolveDir }) => {
      const found = resolve(resolveDir, path);
      if (found === runtimeFile('runtime/answer')) return { path: runtimeFile('starlingmonkey/answer') };
      if (!found.startsWith(WEB) || KEPT.test(found)) return undefined;
      const file = found === runtimeFile('web/fetch') ? 'fetch' : 'globals';
      return { path: runtimeFile(`starlingmonkey/${file}`), sideEffects: false };
    });
    // componentize-js exports each function of an interface by name, componentize-qjs all as one default.
    build.onResolve({ filter: /^(?:kami|wasi):/ }, ({ path, namespace }) => {
      if (!OFFERED_INTERFACES.includes(path)) return undefined;
      if (namespace === 'host-interface') return { path, external: true, sideEffects: false };
      return { path, namespace: 'host-interface', sideEffects: false };
    });
    build.onLoad({ filter: /^/, namespace: 'host-interface' }, ({ path }) => ({
      contents: `import * as host from ${JSON.stringify(path)}; export default host;`,
      loader: 'js',
    }));
  },
};
