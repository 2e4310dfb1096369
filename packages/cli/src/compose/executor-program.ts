import { statSync } from 'node:fs';
import { join } from 'node:path';
import { codeFolder } from '@kami/host-node/chunks';
import { VERSION } from '../version.ts';
import type { ProgramFiles } from './program-files.ts';

/** What executors are started from. */
export interface ComposedProgram {
  readonly entry: URL;
  readonly body: URL;
  /** Where their compiled code is kept; nothing where none is. */
  readonly code: string | undefined;
}

/** The executor's program, and where the code that was compiled for it stands. */
export function executorProgram(files: ProgramFiles): ComposedProgram {
  const folder = codeFolder(process.env, process.platform);
  const { size } = statSync(files.executorBody);
  const name = `executor-${VERSION}-${size}-${process.version}-${process.arch}.code`;
  return { entry: files.executor, body: files.executorBody, code: folder && join(folder, name) };
}
