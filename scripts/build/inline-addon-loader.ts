import type { Plugin } from 'rolldown';

const loader = /better-sqlite3[/\\]lib[/\\]binding\.js$/u;

/**
 * Where the installed package stands, seen from the bundle: the nearest `node_modules` that has it, as Node looks for it.
 * Asking Node itself reads its `package.json`, works out what it exports and takes 2 ms of a cold command.
 */
const search = `
function findPackage(folder) {
  for (let at = folder; ; at = path.dirname(at)) {
    const found = path.join(at, 'node_modules/better-sqlite3/lib');
    if (fs.existsSync(found)) return found;
    if (path.dirname(at) === at) return path.dirname(require.resolve('better-sqlite3'));
  }
}`;

/**
 * Takes the JavaScript of better-sqlite3 into a CommonJS bundle: its thirteen files cost a cold command 5 ms. The native
 * addon stays in the installed package, and the loader looks for it there instead of beside the bundle.
 */
export const inlineAddonLoader: Plugin = {
  name: 'inline-addon-loader',
  transform: {
    filter: { id: loader },
    handler: (code) =>
      code.replaceAll(/path\.join\(__dirname,/gu, 'path.join(findPackage(__dirname),') + search,
  },
};
