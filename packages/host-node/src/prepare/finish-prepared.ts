import {
  decodePreparedForm,
  encodePreparedForm,
  type PreparedTool,
  type SchemaToCompile,
} from '@kami/engine';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';

import { compileCode } from './compile-code.ts';
import { compileValidators } from './compile-validators.ts';

/** Puts tools and compiled validators into a prepared form. Errors: as `Preparer.finish`. */
export function finishPrepared(
  prepared: Uint8Array,
  tools: readonly PreparedTool[],
  schemas: readonly SchemaToCompile[],
): Result<Uint8Array, KamiError> {
  const form = decodePreparedForm(prepared);
  if (!form.ok) return err(kamiError('KAMI_STORE_CORRUPT', form.error));
  const validators = compileValidators(schemas);
  if (!validators.ok) return validators;
  const scripts = { script: form.value.script, validators: validators.value };
  const code = compileCode(scripts);
  return code.ok ? ok(encodePreparedForm({ ...form.value, ...scripts, tools, code: code.value })) : code;
}
