/**
 * Which declarations of the prelude all instances of a component share. Measured: a class that each instance declares anew
 * costs 10 µs at its first use, as the engine lays its objects out again.
 */
import { wordsOf } from './scan-script.ts';
import type { Declaration } from './shake-prelude.ts';

/** Constants of jco's prelude and of KAMI's own tasks that hold nothing of an instance, by how they are written. */
const STATELESS: ReadonlyMap<string, RegExp> = new Map([
  ['CORE_TRAP_MESSAGES', /^const CORE_TRAP_MESSAGES = new Map\(\[[^{]*\]\);$/],
  ['HOST_TASK', /^const HOST_TASK = Object\.freeze\(/],
  ['T_FLAG', /^const T_FLAG = 1 << 30;$/],
  ['TEXT_DECODER_UTF8', /^const TEXT_DECODER_UTF8 = new TextDecoder\([^()]*\);$/],
  ['TEXT_ENCODER_UTF8', /^const TEXT_ENCODER_UTF8 = new TextEncoder\(\);$/],
  ['WebAssemblyRuntimeError', /^const WebAssemblyRuntimeError = WebAssembly\.RuntimeError;$/],
]);
/** What each instance is made with. */
const PARAMETERS = ['getCoreModule', 'imports', 'instantiateCore'];
const SHAREABLE = /^(?:function |class )/;
const STATIC = /\bstatic\b/;

/** Declarations by whose they are, each list in the order given. */
export interface PartedDeclarations {
  readonly shared: readonly Declaration[];
  /** Those that each instance makes for itself. */
  readonly own: readonly Declaration[];
}

/**
 * Functions and classes that name nothing of an instance, directly or through others, and constants without state are
 * shared; not those with properties of their own, which could be state. A word counts as a use wherever it stands, so that
 * what belongs to an instance stays with it; what names a variable of the glue ends with a `ReferenceError` when the first
 * instance is made. `glue` is the code behind the declarations, which each instance runs.
 */
export function shareDeclarations(declarations: readonly Declaration[], glue: string): PartedDeclarations {
  const whole = [...declarations.map(({ text }) => text), glue].join('\n');
  const isCandidate = ({ name, text }: Declaration): boolean =>
    STATELESS.get(name)?.test(text) ??
    (SHAREABLE.test(text) && !STATIC.test(text) && !ownPropertiesOf(name).test(whole));
  const inEach = declarations.filter((one) => !isCandidate(one));
  const own = new Set([...PARAMETERS, ...inEach.map(({ name }) => name)]);
  for (let before = -1; before !== own.size;) {
    before = own.size;
    for (const { name, text } of declarations)
      if (!own.has(name) && [...wordsOf(text)].some((word) => own.has(word))) own.add(name);
  }
  return {
    shared: declarations.filter(({ name }) => !own.has(name)),
    own: declarations.filter(({ name }) => own.has(name)),
  };
}

/** A use of a property of a name, or of the name as what properties are given to. */
function ownPropertiesOf(name: string): RegExp {
  const escaped = name.replaceAll('$', String.raw`\$`);
  return new RegExp(
    String.raw`\b${escaped}\s*(?:\?\.|[.[])|\b(?:assign|defineProperty|defineProperties)\(\s*${escaped}\b`,
  );
}
