/**
 * Which declarations of the prelude all instances of a component share. Measured: a class that each instance declares anew
 * costs 10 µs at its first use, as the engine lays its objects out again.
 */
import { wordsOf } from './scan-script.ts';
import type { Declaration } from './shake-prelude.ts';

/** Constants of jco's prelude and of KAMI's own tasks that hold nothing of an instance. */
const STATELESS: ReadonlySet<string> = new Set([
  'CORE_TRAP_MESSAGES',
  'HOST_TASK',
  'T_FLAG',
  'TEXT_DECODER_UTF8',
  'TEXT_ENCODER_UTF8',
  'WebAssemblyRuntimeError',
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
 * shared; not those with properties of their own, which could be state. A word counts as a use wherever it stands, so that what belongs to an instance stays with it.
 */
export function shareDeclarations(declarations: readonly Declaration[]): PartedDeclarations {
  const whole = declarations.map(({ text }) => text).join('\n');
  const isCandidate = ({ name, text }: Declaration): boolean =>
    STATELESS.has(name) ||
    (SHAREABLE.test(text) &&
      !STATIC.test(text) &&
      !whole.includes(`${name}.`) &&
      !whole.includes(`${name}[`));
  const own = new Set([...PARAMETERS, ...names(declarations.filter((one) => !isCandidate(one)))]);
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

function names(declarations: readonly Declaration[]): readonly string[] {
  return declarations.map(({ name }) => name);
}
