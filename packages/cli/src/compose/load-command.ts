import { createRequire, enableCompileCache } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeFolder, createChunkLoader } from '@kami/host-node/chunks';
import type * as command from '../command.ts';
import { VERSION } from '../version.ts';

type CommandModule = typeof command;

/** Commands with a file of compiled code of their own: each takes other ways through the same chunks. */
const OWN_FILES: ReadonlySet<string> = new Set(['run', 'serve']);

/**
 * What servers are started with in clients' configurations. V8 rejects code that was compiled under another set of its
 * flags: with one file for both, each start of one kind would replace the code of the other.
 */
const NO_CODE_FROM_TEXT = '--disallow-code-generation-from-strings';

/** Modules of Node that a call uses late, if at all. */
const LAZY_FOR_CALLS: ReadonlySet<string> = new Set([
  'node:crypto',
  'node:dns',
  'node:fs/promises',
  'node:sqlite',
  'node:timers/promises',
  'node:worker_threads',
]);

/**
 * Loads the bundle's first chunk, and by it the others as they are needed, with the code that earlier runs compiled.
 * `entry` is the address of the main module, beside which the chunks stand.
 */
export function loadCommand(entry: string, chunk: string): CommandModule {
  const cache = codeFolder(process.env, process.platform);
  const [, , word = ''] = process.argv;
  const kind = OWN_FILES.has(word) ? word : 'other';
  const flags = process.execArgv.includes(NO_CODE_FROM_TEXT) ? '-no-code-from-text' : '';
  if (kind !== 'run' && cache !== undefined) enableCompileCache(cache);
  const loader = createChunkLoader({
    folder: dirname(fileURLToPath(entry)),
    codeFile: cache && join(cache, `${kind}-${VERSION}-${process.version}-${process.arch}${flags}.code`),
    grows: kind === 'serve',
    ...(kind === 'run' ? { lazy: LAZY_FOR_CALLS } : {}),
    nodeRequire: createRequire(entry),
  });
  process.once('exit', () => loader.keep());
  const loaded = loader.load(chunk);
  if (!isCommand(loaded)) throw new TypeError(`${chunk} is not the command`);
  return loaded;
}

function isCommand(chunk: object): chunk is CommandModule {
  return 'main' in chunk && typeof chunk.main === 'function';
}
