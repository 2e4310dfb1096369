import type { Plugin } from 'rolldown';

const loader = /better-sqlite3[/\\]lib[/\\]binding\.js$/u;

/**
 * Takes the JavaScript of better-sqlite3 into a CommonJS bundle: its thirteen files cost a cold command 5 ms. The native
 * addon stays in the installed package, and the loader looks for it there instead of beside the bundle.
 */
export const inlineAddonLoader: Plugin = {
  name: 'inline-addon-loader',
  transform: {
    filter: { id: loader },
    handler: (code) => code.replaceAll('__dirname', "path.dirname(require.resolve('better-sqlite3'))"),
  },
};
