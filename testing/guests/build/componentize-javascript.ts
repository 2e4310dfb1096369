import { componentize } from '@bytecodealliance/componentize-js';

import { guestsFolder, readFolder } from './paths.ts';

/** Makes a component of `guest.mjs` and its world (`guest.wit`) in StarlingMonkey, with all of the engine's imports. */
export async function componentizeJavaScript(name: string): Promise<Uint8Array> {
  const { 'guest.mjs': source = '', 'guest.wit': wit } = readFolder(guestsFolder + name);
  if (wit === undefined) throw new Error('guest.wit is missing');
  const { component } = await componentize(source, wit);
  return component;
}
