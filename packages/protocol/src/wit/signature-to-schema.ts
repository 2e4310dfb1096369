import type { FunctionSignature, JsonObject, WitType } from '@kami/types';
import { recordSchema, witToJsonSchema } from './wit-to-json-schema.ts';

/** Schemas of a tool that is a typed export. */
export interface SignatureSchemas {
  /** An object with a property per parameter; `option` parameters are not required. */
  readonly inputSchema: JsonObject;
  /** `{"result": X}`; X is the `ok` type where the function returns a result. Absent for a function that gives nothing. */
  readonly outputSchema?: JsonObject;
}

/** The JSON Schemas (2020-12) of an exported function. The signature must have passed `signatureProblem`. */
export function signatureToSchema(signature: FunctionSignature): SignatureSchemas {
  const inputSchema = recordSchema(signature.params);
  const given = resultType(signature);
  if (given === undefined) return { inputSchema };
  const outputSchema = {
    type: 'object',
    properties: { result: witToJsonSchema(given) },
    required: ['result'],
    additionalProperties: false,
  };
  return { inputSchema, outputSchema };
}

/** What a successful call gives: the result's type, or its `ok` type; nothing for a function that gives nothing. */
export function resultType({ result }: FunctionSignature): WitType | undefined {
  return result?.kind === 'result' ? result.ok : result;
}
