import { join } from 'node:path';
import { env } from 'node:process';

import {
  openTool,
  type OpenToolOptions,
  type ToolUnderTest,
} from '../../packages/guest/src/testing/index.ts';
import type { GuestName } from '../guests/index.ts';
import { keepExaminations, lendExaminations } from './lent-examinations.ts';
import { examplePath, kamiProgram, makeTestHome } from './kami.ts';
import { makeToolFolder } from './tool-folder.ts';

/** Opens guests and examples as the tests of their authors do, with a cache of its own. Disposing keeps what was found. */
export interface ToolBench extends Disposable {
  /** A folder for what a test makes. */
  readonly folder: string;
  /** Opens a guest whose `[security]` has these lines. */
  guest(name: GuestName, security: readonly string[], options?: OpenToolOptions): Promise<ToolUnderTest>;
  /** Opens an example. */
  example(name: string, options?: OpenToolOptions): Promise<ToolUnderTest>;
}

/** Makes a bench that the built command serves. */
export function makeToolBench(): ToolBench {
  const home = makeTestHome();
  const before = { ...env };
  env['KAMI_TEST_HOST'] = kamiProgram;
  env['KAMI_TEST_CACHE'] = home.path;
  delete env['CI'];
  delete env['KAMI_TEST_RECORD'];
  const open = async (folder: string, options: OpenToolOptions = {}): Promise<ToolUnderTest> => {
    await lendExaminations(home.path, folder);
    return openTool({ ...options, folder });
  };
  return {
    folder: join(home.path, '..'),
    guest: (name, security, options) => open(makeToolFolder(home, name, security), options),
    example: (name, options) => open(examplePath(name), options),
    [Symbol.dispose]() {
      keepExaminations(home.path);
      for (const key of ['KAMI_TEST_HOST', 'KAMI_TEST_CACHE', 'CI', 'KAMI_TEST_RECORD'])
        if (before[key] === undefined) delete env[key];
        else env[key] = before[key];
      home[Symbol.dispose]();
    },
  };
}
