import { readFileSync } from 'node:fs';

import type { Recipe } from '../index.ts';
import { guestsFolder } from './paths.ts';

/** Builds one guest from its source. Each tool is loaded when the first guest needs it. */
export async function followRecipe(name: string, recipe: Recipe): Promise<Uint8Array> {
  switch (recipe) {
    case 'c':
    case 'c-preview1': {
      const libc = recipe === 'c-preview1';
      const { compileC } = await import('./compile-c.ts');
      const { makeComponent } = await import('./make-component.ts');
      return makeComponent(name, await compileC(name, libc), libc);
    }
    case 'wat': {
      const { makeComponent } = await import('./make-component.ts');
      return makeComponent(name, await assemble(name), false);
    }
    case 'wat-core':
      return assemble(name);
    case 'starlingmonkey':
      return (await import('./componentize-javascript.ts')).componentizeJavaScript(name);
  }
}

async function assemble(name: string): Promise<Uint8Array> {
  const { parse } = await import('@bytecodealliance/jco');
  return parse(readFileSync(`${guestsFolder}${name}/guest.wat`, 'utf8'));
}
