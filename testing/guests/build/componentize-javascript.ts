import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { componentize } from '@bytecodealliance/componentize-js';
import { componentize as componentizeQuickJs } from 'componentize-qjs';

import { guestsFolder, readFolder } from './paths.ts';
import { worldOf } from './make-component.ts';

/** An import of a module that guests share, which becomes the module's text. */
const SHARED_IMPORT = /^import \{[^}]*\} from '\.\.\/include\/([\w-]+\.mjs)';$/gmu;

interface JavaScriptGuest {
  readonly source: string;
  readonly wit: string;
}

/** Makes a component of `guest.mjs` and its world (`guest.wit`) in StarlingMonkey, with all of the engine's imports. */
export async function componentizeStarlingMonkey(name: string): Promise<Uint8Array> {
  const { source, wit } = readGuest(name);
  return (await componentize(source, wit)).component;
}

/** Makes a component of `guest.mjs` and its world (`guest.wit`) in QuickJS, without the imports of its C library. */
export async function componentizeInQuickJs(name: string): Promise<Uint8Array> {
  const { source, wit } = readGuest(name);
  const folder = mkdtempSync(join(tmpdir(), 'kami-guest-'));
  try {
    const witPath = join(folder, 'world.wit');
    writeFileSync(witPath, wit);
    const options = { witPath, world: 'guest', jsSource: source, sync: true, optSize: true, stubWasi: true };
    return (await componentizeQuickJs(options)).component;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readGuest(name: string): JavaScriptGuest {
  const { 'guest.mjs': text = '' } = readFolder(guestsFolder + name);
  const shared = readFolder(`${guestsFolder}include`);
  const source = text.replace(SHARED_IMPORT, (_line, file: string) =>
    (shared[file] ?? '').replaceAll(/^export /gmu, ''),
  );
  return { source, wit: worldOf(name) };
}
