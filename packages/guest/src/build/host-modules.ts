import { OFFERED_INTERFACES, toBuildName } from './wasi-interfaces.ts';
import type { Plugin } from 'esbuild';

const RESOLVED: unique symbol = Symbol('resolved');

/**
 * Leaves the host's interfaces as imports of the bundle. They have no side effects, so what
 * nobody uses disappears from the bundle, and with it from the component's imports.
 */
export const hostModules: Plugin = {
  name: 'host-modules',
  setup: (build) => {
    build.onResolve({ filter: /^(kami|wasi):/ }, ({ path }) =>
      OFFERED_INTERFACES.includes(path)
        ? { path: toBuildName(path), external: true, sideEffects: false }
        : {
            errors: [
              {
                text: `"${path}" is not an interface that tools can import; there are: ${OFFERED_INTERFACES.join(', ')}`,
              },
            ],
          },
    );
    // It changes nothing outside itself, but its package does not say so.
    build.onResolve({ filter: /^whatwg-url-minimum$/ }, async ({ path, pluginData, ...given }) => {
      if (pluginData === RESOLVED) return undefined;
      const { importer, kind, resolveDir } = given;
      return {
        ...(await build.resolve(path, { importer, kind, resolveDir, pluginData: RESOLVED })),
        sideEffects: false,
      };
    });
    build.onResolve({ filter: /^node:/ }, ({ path }) => ({
      errors: [
        {
          text:
            `"${path}" is part of Node.js, which a component does not have. ` +
            'Files: requests: { files: "read-only" } and context.files. HTTP: requests: { net: ["HOST"] } and context.fetch.',
        },
      ],
    }));
  },
};
