import { readFileSync } from 'node:fs';

import type { Recipe } from '../index.ts';
import { guestsFolder } from './paths.ts';

/**
 * Builds one guest from its source, or nothing where its compiler is missing. Each tool is loaded when the first guest
 * needs it.
 */
export async function followRecipe(name: string, recipe: Recipe): Promise<Uint8Array | undefined> {
  switch (recipe) {
    case 'c':
    case 'c-preview1':
    case 'cpp-preview1':
    case 'c-every-import': {
      const { compileC } = await import('./compile-c.ts');
      const { makeComponent } = await import('./make-component.ts');
      const { everyImportHeader } = await import('./every-import.ts');
      const library = recipe !== 'c' && recipe !== 'c-every-import';
      const generated = recipe === 'c-every-import' ? { 'imports.h': await everyImportHeader(name) } : {};
      const language = recipe === 'cpp-preview1' ? 'cpp' : 'c';
      return makeComponent(name, await compileC(name, { language, library, generated }), library);
    }
    case 'rust-preview1': {
      const { compileRust } = await import('./compile-rust.ts');
      const { makeComponent } = await import('./make-component.ts');
      const core = compileRust(name);
      return core === undefined ? undefined : makeComponent(name, core, true);
    }
    case 'wat':
    case 'wat-many-types': {
      const { makeComponent } = await import('./make-component.ts');
      const { addTypes } = await import('./add-types.ts');
      const core = await assemble(name);
      return makeComponent(name, recipe === 'wat' ? core : addTypes(core), false);
    }
    case 'wat-core':
    case 'wat-component':
      return assemble(name);
    case 'starlingmonkey':
      return (await import('./componentize-javascript.ts')).componentizeStarlingMonkey(name);
    case 'sdk':
      return (await import('./build-sdk-tool.ts')).buildSdkTool(name, 'quickjs');
    case 'sdk-starlingmonkey':
      return (await import('./build-sdk-tool.ts')).buildSdkTool(name, 'starlingmonkey');
    case 'quickjs':
      return (await import('./componentize-javascript.ts')).componentizeInQuickJs(name);
  }
}

async function assemble(name: string): Promise<Uint8Array> {
  const { parse } = await import('@bytecodealliance/jco');
  return parse(readFileSync(`${guestsFolder}${name}/guest.wat`, 'utf8'));
}
