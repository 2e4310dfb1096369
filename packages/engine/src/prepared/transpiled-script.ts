import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';

/** JavaScript of a component in the form of {@link PreparedForm.script}, and what it instantiates. */
export interface TranspiledScript {
  readonly script: string;
  /** Core modules by the name that the script asks for, with the number of instances it makes of each. */
  readonly instances: ReadonlyMap<string, number>;
}

interface Edit {
  readonly what: string;
  readonly pattern: RegExp;
  readonly replacement: string;
}

/**
 * What is changed in the output of jco-transpile 0.15. Its `_debugLog` reads the environment at every
 * step (measured: 6 µs against 1.8 µs an import call without it).
 */
const EDITS: readonly Edit[] = [
  {
    what: 'the debug log',
    pattern:
      /^ *const _debugLog = \(\.\.\.args\) => \{\s+if \(!globalThis\?\.process\?\.env\?\.JCO_DEBUG\) \{ return; \}\s+console\.debug\(\.\.\.args\);\s+\};$/gm,
    replacement: '  const _debugLog = () => {};',
  },
  { what: 'the entry', pattern: /^export function instantiate\(/gm, replacement: 'function instantiate(' },
  { what: 'the utilities', pattern: /^export const _util = \{\s*\}\s*$/gm, replacement: '' },
];
const MODULE = /^ *const module(\d+) = getCoreModule\('([^'\\]+)'\);$/gm;
const INSTANTIATION = /\binstantiateCore\(module(\d+)\b/g;

/**
 * Turns a transpiled ES module into a classic script whose completion value is its `instantiate`
 * function. Every change must match exactly once, else the transpiler is another one. Errors:
 * `KAMI_INTERNAL`.
 */
export function parseTranspiledModule(source: string): Result<TranspiledScript, KamiError> {
  let script = source;
  for (const { what, pattern, replacement } of EDITS) {
    const count = script.match(pattern)?.length ?? 0;
    if (count !== 1) return mismatch(`${what} was found ${count} times instead of once`);
    script = script.replace(pattern, () => replacement);
  }
  if (/^(?:export|import)\s+\S/m.test(script)) return mismatch('an export or import is left over');
  const names = new Map([...script.matchAll(MODULE)].map(([, index = '', name = '']) => [index, name]));
  if (names.size !== (script.match(/\bgetCoreModule\(/g)?.length ?? 0))
    return mismatch('a core module is asked for in another way');
  const instances = new Map([...names.values()].map((name) => [name, 0]));
  for (const [, index = ''] of script.matchAll(INSTANTIATION)) {
    const name = names.get(index);
    if (name === undefined) return mismatch('an unknown core module is instantiated');
    instances.set(name, (instances.get(name) ?? 0) + 1);
  }
  return ok({ script: `(() => {\n'use strict';\n${script}\nreturn instantiate;\n})()`, instances });
}

function mismatch(what: string): Result<never, KamiError> {
  return err(kamiError('KAMI_INTERNAL', `the transpiled component has another form: ${what}`));
}
