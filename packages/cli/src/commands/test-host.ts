import { ok } from '@kami/types';
import type { App } from '../app.ts';
import { trimStore } from '../home/trim-store.ts';
import { createTestBench } from '../testing/test-bench.ts';
import { removeLeftFolders } from '../testing/test-folder.ts';
import type { CommandResult } from './command.ts';

/** Components of which the home of tests keeps what it found: those that an author works on. */
const KEPT_COMPONENTS = 32;

/** `kami test-host`: opens and calls tools for the tests of their author, over standard input and output. */
export async function testHostCommand(app: App): CommandResult {
  {
    await using bench = createTestBench(app);
    await app.serveTests((line) => bench.answer(line));
  }
  await removeLeftFolders(app.paths.temporary);
  await trimStore(app.paths.store, KEPT_COMPONENTS);
  return ok(0);
}
