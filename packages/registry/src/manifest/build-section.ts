/**
 * Threat: a line for the shell that a person reads otherwise than the shell does, and paths that lead out of the project.
 * Rule: the command is one line of visible text; every path is relative and never leads upwards. Reading it runs nothing.
 */
import type { BuildInstructions, Preview1Adapter, StringEncoding } from '@kami/types';
import type { TableReader, TextRule } from './table-reader.ts';
import { isCommandLine } from './visible-text.ts';
import { isWasmPath } from './wasm-path.ts';

/** Paths that one project watches: each is walked before every build. */
const MAX_WATCHED = 64;

const pathRule =
  (example: string): TextRule =>
  (text) =>
    isWasmPath(text)?.replace('for example tool.wasm', `for example ${example}`);
const isWatched: TextRule = (text) => (text === '.' ? undefined : pathRule('src')(text));
const isWorld: TextRule = (text) =>
  /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u.test(text) && text.length <= 128
    ? undefined
    : 'expected the name of a world in WIT, for example tool';

const ENCODINGS: readonly StringEncoding[] = ['utf8', 'utf16'];
const ADAPTERS: readonly Preview1Adapter[] = ['full', 'minimal'];

/** Reads `[build]`; nothing where the table is not there. */
export function readBuild(root: TableReader): BuildInstructions | undefined {
  const table = root.table('build');
  if (!root.has('build')) return undefined;
  const command = table.requiredText('command', isCommandLine, 'npm run compile');
  const watch = table.texts('watch', isWatched, MAX_WATCHED).map(({ value }) => value);
  const core = table.text('core', pathRule('build/tool.core.wasm'));
  const wit = table.text('wit', pathRule('wit'));
  const world = table.text('world', isWorld);
  const encoding = readOneOf(table, 'encoding', ENCODINGS);
  const adapter = readOneOf(table, 'adapter', ADAPTERS);
  for (const key of ['wit', 'world', 'encoding', 'adapter'])
    if (table.has(key) && !table.has('core'))
      table.report([...table.path, key], 'key', 'is for a core module, expected core = "…" beside it');
  table.close();
  return {
    command,
    ...(table.has('watch') ? { watch } : {}),
    ...(core === undefined ? {} : { core }),
    ...(wit === undefined ? {} : { wit }),
    ...(world === undefined ? {} : { world }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(adapter === undefined ? {} : { adapter }),
  };
}

function readOneOf<T extends string>(table: TableReader, key: string, choices: readonly T[]): T | undefined {
  const isKnown: TextRule = (text) =>
    choices.some((choice) => choice === text) ? undefined : `expected ${choices.join(' or ')}`;
  const text = table.text(key, isKnown);
  return choices.find((choice) => choice === text);
}
