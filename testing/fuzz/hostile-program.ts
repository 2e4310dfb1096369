import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { kamiProgram } from '../e2e/kami.ts';
import type { HostileStart } from './hostile-action.ts';

/** Makes a folder with the built programs of KAMI in which the executor is the hostile one; gives the address of its main module. */
export function makeHostileProgram(folder: string): string {
  const dist = dirname(kamiProgram);
  mkdirSync(folder);
  for (const name of readdirSync(dist))
    if (name !== 'executor.cjs') symlinkSync(join(dist, name), join(folder, name));
  writeFileSync(join(folder, 'executor.cjs'), hostileExecutor());
  return pathToFileURL(join(folder, 'kami.cjs')).href;
}

/** The text of the hostile executor, as a program of its own, which does this before it serves. */
export function hostileExecutor(start: HostileStart = {}): string {
  const source = readFileSync(new URL('hostile-executor.ts', import.meta.url), 'utf8');
  const program = stripTypeScriptTypes(source).replace(/^import .*$/m, '');
  return `globalThis.hostileStart = ${JSON.stringify(start)};\n${program}`;
}
