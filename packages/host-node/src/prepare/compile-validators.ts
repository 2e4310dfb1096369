import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';

import type { SchemaToCompile } from '@kami/engine';
import { endSentence, err, kamiError, ok, type JsonObject, type KamiError, type Result } from '@kami/types';

import { checkSchema } from './check-schema.ts';
import { VALIDATOR_PRELUDE } from './validator-prelude.ts';

/**
 * Compiles schemas (JSON Schema 2020-12) to a self-contained script whose completion value is
 * `{ [tool]: { input, output? } }`; each is `(value) => null | { path, message }[]` with paths as JSON
 * Pointers. `format` is an annotation, as the specification has it. Errors: `KAMI_COMPONENT_INVALID`.
 */
export function compileValidators(schemas: readonly SchemaToCompile[]): Result<string, KamiError> {
  const entries: string[] = [];
  for (const { tool, input, output } of schemas) {
    const inputCode = compile(input, `The input schema of ${tool}`);
    if (!inputCode.ok) return inputCode;
    const outputCode = output === undefined ? undefined : compile(output, `The output schema of ${tool}`);
    if (outputCode?.ok === false) return outputCode;
    const outputEntry = outputCode === undefined ? '' : `, output: ${outputCode.value}`;
    entries.push(`[${JSON.stringify(tool)}]: { input: ${inputCode.value}${outputEntry} }`);
  }
  return ok(
    `(() => {\n'use strict';\n${VALIDATOR_PRELUDE}\nreturn { __proto__: null, ${entries.join(',\n')} };\n})()`,
  );
}

function compile(schema: JsonObject, what: string): Result<string, KamiError> {
  const checked = checkSchema(schema, what);
  if (!checked.ok) return checked;
  const { $schema: _dialect, ...rest } = schema;
  try {
    const ajv = new Ajv2020({
      allErrors: true,
      verbose: true,
      strict: false,
      validateFormats: false,
      ownProperties: true,
      logger: false,
      code: { source: true },
    });
    const code = standalone.default(ajv, ajv.compile(rest));
    return ok(`(() => { const module = {}; ${code}\nreturn validator(module.exports); })()`);
  } catch (cause) {
    const reason = (cause instanceof Error ? cause.message : String(cause)).slice(0, 300);
    return err(
      kamiError('KAMI_COMPONENT_INVALID', endSentence(`${what} is no valid JSON Schema: ${reason}`), {
        cause,
      }),
    );
  }
}
