import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';

import type { CompiledCode, PreparedForm } from '@kami/engine';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';

import { codeTag } from '../executor/code-tag.ts';

const NOTHING: Uint8Array = new Uint8Array(0);

/**
 * Compiles the scripts of a prepared form for this process's engine, functions that are not called at once
 * included. Nothing of them runs. The executor has the flags of this process but for the size of the heap,
 * which does not count. Errors: `KAMI_INTERNAL` for what is no JavaScript.
 */
export function compileCode({
  script,
  validators,
}: Pick<PreparedForm, 'script' | 'validators'>): Result<CompiledCode, KamiError> {
  setFlagsFromString('--no-lazy');
  let compiled: readonly (Script | undefined)[];
  try {
    compiled = [compile(script), compile(validators)];
  } catch (cause) {
    return err(kamiError('KAMI_INTERNAL', 'The transpiled component is no JavaScript.', { cause }));
  } finally {
    setFlagsFromString('--lazy');
  }
  const [scriptCode = NOTHING, validatorsCode = NOTHING] = compiled.map((code) => code?.createCachedData());
  return ok({ tag: codeTag(), script: scriptCode, validators: validatorsCode });
}

function compile(source: string): Script | undefined {
  return source === '' ? undefined : new Script(source);
}
