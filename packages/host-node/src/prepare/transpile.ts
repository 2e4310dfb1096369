/**
 * Threat: the transpiler reads untrusted bytes. Rule: it runs only in the throwaway process, and the
 * WASI library it is built on is its in-memory build, which has no files, workers or sockets.
 */
import { endSentence, err, kamiError, ok, type KamiError, type Result } from '@kami/types';

import { useInMemoryShim } from './in-memory-shim.ts';

/** A transpiled component. */
export interface Transpilation {
  /** Source of the ES module. */
  readonly module: string;
  /** Core modules by the name that the module asks for. */
  readonly coreModules: ReadonlyMap<string, Uint8Array>;
  /** Imported interfaces, without versions. */
  readonly imports: readonly string[];
}

/** How the transpiler, itself a component, ends when its memory or its stack does. */
const OWN_END = /^wasm trap: |^unreachable\b|^memory access out of bounds/;

/** Transpiles a component for synchronous instantiation. Errors: `KAMI_COMPONENT_INVALID` when the transpiler refuses it. */
export async function transpile(component: Uint8Array): Promise<Result<Transpilation, KamiError>> {
  using _hooks = useInMemoryShim();
  const { $init, generate } = await import('@bytecodealliance/jco-transpile/component');
  await $init;
  try {
    const { files, imports } = generate(component, {
      name: 'tool',
      instantiation: { tag: 'sync' },
      base64Cutoff: 0,
      noComponentErrorWrapping: false,
      strict: true,
      multiMemory: true,
      noTypescript: true,
      noNodejsCompat: true,
    });
    const script = files.find(([name]) => name === 'tool.js');
    const module = new TextDecoder().decode(script?.[1] ?? new Uint8Array());
    return ok({ module, coreModules: new Map(files.filter(([name]) => name.endsWith('.wasm'))), imports });
  } catch (cause) {
    return err(refusal(cause));
  }
}

/** The transpiler says what is wrong with a component; when it stops without a word, the component was too much for it. */
function refusal(cause: unknown): KamiError {
  const reason = (cause instanceof Error ? cause.message : String(cause)).slice(0, 500);
  const isExhausted = cause instanceof RangeError || OWN_END.test(reason);
  const message = isExhausted
    ? 'The component is too complex: translating it takes more memory than there is for it.'
    : endSentence(`The component is not valid: ${reason}`);
  return kamiError('KAMI_COMPONENT_INVALID', message, { cause });
}
