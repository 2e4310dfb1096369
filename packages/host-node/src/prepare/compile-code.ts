import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';

import type { CompiledCode, PreparedForm } from '@kami/engine';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';

import { codeTag } from '../executor/code-tag.ts';
import { setExecutorFlags, unsetExecutorFlags } from '../executor/engine-flags.ts';

const NOTHING: Uint8Array = new Uint8Array(0);

/**
 * Compiles the scripts of a prepared form for this process's engine, functions that are not called at once
 * included. Nothing of them runs. The executor has the same flags but for the size of the heap, which does
 * not count. Errors: `KAMI_INTERNAL` for what is no JavaScript.
 */
export function compileCode({
  script,
  validators,
}: Pick<PreparedForm, 'script' | 'validators'>): Result<CompiledCode, KamiError> {
  setExecutorFlags();
  try {
    const [scriptCode, validatorsCode] = [compileWhole(script), compileWhole(validators)];
    return ok({ tag: codeTag(), script: scriptCode(), validators: validatorsCode() });
  } catch (cause) {
    return err(kamiError('KAMI_INTERNAL', 'The transpiled component is no JavaScript.', { cause }));
  } finally {
    unsetExecutorFlags();
  }
}

/** Compiles a script with all of its functions; gives what makes its cached data. */
function compileWhole(source: string): () => Uint8Array {
  if (source === '') return () => NOTHING;
  setFlagsFromString('--no-lazy');
  try {
    const compiled = new Script(source);
    return () => compiled.createCachedData();
  } finally {
    setFlagsFromString('--lazy');
  }
}
