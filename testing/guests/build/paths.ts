import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of all guests, absolute, with a trailing separator. */
export const guestsFolder: string = fileURLToPath(new URL('..', import.meta.url));

/** The files of a folder by name, as text. */
export function readFolder(folder: string): Record<string, string> {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(names.map(({ name }) => [name, readFileSync(`${folder}/${name}`, 'utf8')]));
}
