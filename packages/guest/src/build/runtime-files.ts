import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

const extension = extname(fileURLToPath(import.meta.url));

/** The folder of the runtime half, with a separator at its end. */
export const RUNTIME_FOLDER: string = fileURLToPath(new URL('../', import.meta.url));

/** Path of a module of the runtime half, named from `src` without an extension. */
export function runtimeFile(name: string): string {
  return fileURLToPath(new URL(`../${name}${extension}`, import.meta.url));
}
