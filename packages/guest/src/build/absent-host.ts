import { OFFERED_INTERFACES } from './wasi-interfaces.ts';
import type { Plugin } from 'esbuild';

/** The host while a tool is described: its interfaces are there, and every function throws. */
export const absentHost: Plugin = {
  name: 'absent-host',
  setup: (build) => {
    build.onResolve({ filter: /^(?:kami|wasi):/ }, ({ path }) =>
      OFFERED_INTERFACES.includes(path) ? { path, namespace: 'absent-host', sideEffects: false } : undefined,
    );
    build.onLoad({ filter: /^/, namespace: 'absent-host' }, ({ path }) => ({
      contents: [
        'export default new Proxy({}, { get: (_, name) => () => {',
        `  throw new Error(${JSON.stringify(`${path} `)} + String(name) + " cannot be called while the tool is built: call it in run");`,
        '} });',
      ].join('\n'),
      loader: 'js',
    }));
  },
};
