import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';

import { replaceTimes } from './edit-calls.ts';
import { shakePrelude, type Declaration } from './shake-prelude.ts';
import { shareDeclarations } from './share-declarations.ts';
import { strictText } from './strict-text.ts';
import { removeDebugLog, synchronousGlue } from './synchronous-glue.ts';
import { SYNCHRONOUS_TASKS } from './synchronous-tasks.ts';

/** JavaScript of a component in the form of {@link PreparedForm.script}, and what it instantiates. */
export interface TranspiledScript {
  readonly script: string;
  /** Core modules by the name that the script asks for, with the number of instances it makes of each. */
  readonly instances: ReadonlyMap<string, number>;
}

const ENTRY = /^export function instantiate\(.*\) \{$/gm;
const UTILITIES = /^export const _util = \{\s*\}\s*$/gm;
const DEBUG_LOG =
  /^ *const _debugLog = \(\.\.\.args\) => \{\s+if \(!globalThis\?\.process\?\.env\?\.JCO_DEBUG\) \{ return; \}\s+console\.debug\(\.\.\.args\);\s+\};$/gm;
const FIRST_MODULE = /^ *const module0 = getCoreModule\(/gm;
const MODULE = /^ *const module(\d+) = getCoreModule\('([^'\\]+)'\);$/gm;
const INSTANTIATION = /\binstantiateCore\(module(\d+)\b/g;
/** jco's machinery for asynchronous functions, of which nothing may be left. */
const ASYNCHRONOUS =
  /\b(?:AsyncTask|AsyncSubtask|ComponentAsyncState|Waitable|FutureValue|_lowerImportBackwardsCompat|_suspendingImport|_withGlobalCurrentTaskMetaAsync|getCurrentTask|_getGlobalCurrentTaskMeta|queueMicrotask)\b/;

/**
 * Turns what jco-transpile 0.15 wrote into a classic script whose completion value is its `instantiate`
 * function, without asynchronous tasks and what nothing uses. Where the output is not what is expected,
 * the transpiler is another one. Errors: `KAMI_INTERNAL`.
 */
export function parseTranspiledModule(source: string): Result<TranspiledScript, KamiError> {
  const script = rewrite(source);
  if (!script.ok)
    return err(kamiError('KAMI_INTERNAL', `the transpiled component has another form: ${script.error}`));
  return script;
}

function rewrite(source: string): Result<TranspiledScript, string> {
  const entry = only(source, ENTRY, 'the entry');
  if (!entry.ok) return entry;
  const first = only(source, FIRST_MODULE, 'the first core module');
  if (!first.ok) return first;
  const body = replaceTimes(source.slice(first.value.start), 'the utilities', UTILITIES, 1, () => '');
  if (!body.ok) return body;
  const glue = synchronousGlue(body.value);
  if (!glue.ok) return glue;
  const declarations = replaceTimes(
    source.slice(entry.value.end, first.value.start),
    'the debug log',
    DEBUG_LOG,
    1,
    () => '',
  );
  const needed = declarations.ok
    ? shakePrelude(declarations.value, glue.value, SYNCHRONOUS_TASKS)
    : declarations;
  if (!needed.ok) return needed;
  const { shared, own } = shareDeclarations(needed.value, glue.value);
  const head = source.slice(entry.value.start, entry.value.end).replace('export ', '');
  const before = removeDebugLog(`${textOf(shared)}\n${head}\n${textOf(own)}`);
  if (!before.ok) return before;
  const whole = `${before.value}\n${glue.value}`;
  const strict = strictText(whole);
  if (!strict.ok) return strict;
  const script = strict.value;
  const left = ASYNCHRONOUS.exec(script)?.[0];
  if (left !== undefined) return err(`${left} is left over`);
  if (/^(?:export|import)\s+\S/m.test(script)) return err('an export or import is left over');
  const instances = countInstances(glue.value);
  return instances.ok
    ? ok({
        script: `(() => {\n'use strict';\n${script}\nreturn instantiate;\n})()`,
        instances: instances.value,
      })
    : instances;
}

function textOf(declarations: readonly Declaration[]): string {
  return declarations.map(({ text }) => text).join('\n');
}

function only(
  source: string,
  pattern: RegExp,
  what: string,
): Result<{ readonly start: number; readonly end: number }, string> {
  const found = [...source.matchAll(pattern)];
  const [match] = found;
  if (match === undefined || found.length > 1)
    return err(`${what} was found ${found.length} times instead of once`);
  return ok({ start: match.index, end: match.index + match[0].length });
}

function countInstances(glue: string): Result<ReadonlyMap<string, number>, string> {
  const names = new Map([...glue.matchAll(MODULE)].map(([, index = '', name = '']) => [index, name]));
  if (names.size !== (glue.match(/\bgetCoreModule\(/g)?.length ?? 0))
    return err('a core module is asked for in another way');
  const instances = new Map([...names.values()].map((name) => [name, 0]));
  for (const [, index = ''] of glue.matchAll(INSTANTIATION)) {
    const name = names.get(index);
    if (name === undefined) return err('an unknown core module is instantiated');
    instances.set(name, (instances.get(name) ?? 0) + 1);
  }
  return ok(instances);
}
