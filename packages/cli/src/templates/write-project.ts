import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import { fileErrorCode } from '../output/file-error-code.ts';
import { fillFileName, fillText, type Filling } from './fill-template.ts';

/**
 * Writes a project from a template into a folder that is not there or empty, whole or not at all: beside it first, then
 * renamed. Gives the files, relative to the folder. Errors: `KAMI_SOURCE_UNREADABLE`.
 */
export function writeProject(
  template: string,
  folder: string,
  filling: Filling,
): Result<readonly string[], KamiError> {
  const unfinished = join(dirname(folder), `.${basename(folder)}.${randomUUID()}.tmp`);
  try {
    if (existsSync(folder) && readdirSync(folder).length > 0) return err(folderTaken(folder));
    const files = writeFolder(template, unfinished, filling);
    if (existsSync(folder)) rmdirSync(folder);
    renameSync(unfinished, folder);
    return ok(files.toSorted());
  } catch (cause) {
    return err(unwritable(folder, cause));
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function writeFolder(from: string, to: string, filling: Filling): readonly string[] {
  mkdirSync(to, { recursive: true });
  return readdirSync(from, { withFileTypes: true }).flatMap((entry) => {
    const name = fillFileName(entry.name, filling);
    if (entry.isDirectory())
      return writeFolder(join(from, entry.name), join(to, name), filling).map((below) => `${name}/${below}`);
    writeFileSync(join(to, name), fillText(readFileSync(join(from, entry.name), 'utf8'), filling));
    return [name];
  });
}

function folderTaken(folder: string): KamiError {
  return kamiError('KAMI_SOURCE_UNREADABLE', `The folder ${JSON.stringify(folder)} is there and not empty.`, {
    hint: 'Choose another name, or move away what is in it.',
  });
}

function unwritable(folder: string, cause: unknown): KamiError {
  const code = fileErrorCode(cause);
  const shown = JSON.stringify(folder);
  if (code === 'ENOTDIR') {
    const message = `${shown} cannot be made: what is there is not a folder.`;
    return kamiError('KAMI_SOURCE_UNREADABLE', message, { cause, hint: 'Choose another name.' });
  }
  const denied = code === 'EACCES' || code === 'EPERM' || code === 'EROFS';
  const message = denied
    ? `${shown} cannot be made: this user may not write into ${JSON.stringify(dirname(folder))} (${code}).`
    : `${shown} cannot be made (${code}).`;
  return kamiError('KAMI_SOURCE_UNREADABLE', message, { cause });
}
