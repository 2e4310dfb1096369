import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of a project that KAMI writes into. */
export function stateFolder(project: string): string {
  return join(project, '.kami');
}

/** Makes the folder that KAMI writes into, and keeps it out of version control; gives its path. Throws Node's file errors. */
export function makeStateFolder(project: string): string {
  const state = stateFolder(project);
  mkdirSync(state, { recursive: true });
  const ignore = join(state, '.gitignore');
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
  return state;
}
