import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether a program is on a search path (as `PATH` has it). */
export function hasProgram(name: string, path: string): boolean {
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.cmd`, name] : [name];
  return path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .some((folder) => names.some((file) => isExecutable(join(folder, file))));
}

/** The programs that are not on a search path. */
export function missingPrograms(names: readonly string[], path: string): readonly string[] {
  return names.filter((name) => !hasProgram(name, path));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
