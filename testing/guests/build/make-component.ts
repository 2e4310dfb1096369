import { readFileSync } from 'node:fs';

import { componentEmbed, componentNew, preview1AdapterReactorPath } from '@bytecodealliance/jco';

import { guestsFolder, readFolder } from './paths.ts';
import { packagesOf } from './wasi-packages.ts';

const plainWorld = `package kami:guest;
world guest {
  export describe: func() -> string;
  export call: func(name: string, args-json: string) -> result<string, string>;
}`;

/** The WIT of a guest, its world `guest` and the packages that it may name; a plain `json-tool` where it has none. */
export function worldOf(name: string): string {
  const world = readFolder(guestsFolder + name)['guest.wit'] ?? plainWorld;
  return [world, ...packagesOf(world, Object.values(readFolder(`${guestsFolder}wit`)))].join('\n');
}

/** Wraps a core module as a component of the guest's own world (`guest.wit`), else of the `json-tool` world. */
export async function makeComponent(name: string, core: Uint8Array, adapt: boolean): Promise<Uint8Array> {
  const embedded = await componentEmbed({ binary: core, witSource: worldOf(name), world: 'guest' });
  const adapters: [string, Uint8Array][] = adapt
    ? [['wasi_snapshot_preview1', readFileSync(preview1AdapterReactorPath())]]
    : [];
  return componentNew(embedded, adapters);
}
