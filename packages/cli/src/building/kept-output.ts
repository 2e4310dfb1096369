import { constants, copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileDigest } from './build-stamp.ts';
import type { Project } from './project.ts';
import { makeStateFolder } from './state-folder.ts';

/** The component as it was before a build: deleted when disposed. */
export interface KeptOutput extends Disposable {
  /** Puts it back where the build changed it. Throws Node's file errors. */
  restore(): void;
}

/**
 * Keeps a copy of a project's component while a command works on it: one that fails, or is interrupted while it writes, must
 * not leave half a component. Throws Node's file errors.
 */
export function keepOutput({ folder, output }: Pick<Project, 'folder' | 'output'>): KeptOutput {
  const copy = join(makeStateFolder(folder), `output.${process.pid}.wasm`);
  const isKept = existsSync(output);
  if (isKept) copyFileSync(output, copy, constants.COPYFILE_FICLONE);
  return {
    restore() {
      if (!isKept) rmSync(output, { force: true });
      else if (fileDigest(output) !== fileDigest(copy)) {
        mkdirSync(dirname(output), { recursive: true });
        renameSync(copy, output);
      }
    },
    [Symbol.dispose]: () => rmSync(copy, { force: true }),
  };
}
