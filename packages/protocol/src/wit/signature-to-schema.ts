import { isJsonObject, type FunctionSignature, type Json, type JsonObject, type WitType } from '@kami/types';
import { recordSchema, witToJsonSchema } from './wit-to-json-schema.ts';

/** Texts for a function's parameters, by name. */
export interface SignatureDocs {
  readonly params: { readonly [name: string]: string | undefined };
}

/** Schemas of a tool that is a typed export. */
export interface SignatureSchemas {
  /** An object with a property per parameter; `option` parameters are not required. */
  readonly inputSchema: JsonObject;
  /** `{"result": X}`; X is the `ok` type where the function returns a result. Absent for a function that gives nothing. */
  readonly outputSchema?: JsonObject;
}

/** The JSON Schemas (2020-12) of an exported function. The signature must have passed `signatureProblem`. */
export function signatureToSchema(signature: FunctionSignature, docs?: SignatureDocs): SignatureSchemas {
  const inputSchema = describeProperties(recordSchema(signature.params), docs?.params ?? {});
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

function describeProperties(schema: JsonObject, docs: SignatureDocs['params']): JsonObject {
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {};
  const described: Record<string, Json | undefined> = {};
  for (const [name, property] of Object.entries(properties)) {
    const text = Object.hasOwn(docs, name) ? docs[name] : undefined;
    described[name] =
      text !== undefined && isJsonObject(property) ? { ...property, description: text } : property;
  }
  return { ...schema, properties: described };
}
