import {
  FEATURE_EXPORTS,
  isJsonObject,
  type Convention,
  type FeatureExport,
  type FunctionSignature,
} from '@kami/types';

import type { ComponentFacts } from '../component-facts.ts';
import { parseAll, parseSignature, parseText } from './parse-wit-type.ts';

/** Facts in the form in which they travel as JSON. */
export interface FactsJson {
  readonly convention: Convention;
  readonly imports: readonly string[];
  readonly usedImports: readonly string[];
  readonly functions: readonly FunctionSignature[];
  readonly features: readonly FeatureExport[];
  readonly docs: readonly (readonly [string, string])[];
}

/** The facts as JSON; {@link parseFacts} reads it back. */
export function factsToJson(facts: ComponentFacts): FactsJson {
  return { ...facts, docs: [...facts.docs] };
}

/** Reads facts from JSON that another process made; nothing when it is not of the form. */
export function parseFacts(value: unknown): ComponentFacts | undefined {
  if (!isJsonObject(value)) return undefined;
  const convention = CONVENTIONS.find((known) => known === value['convention']);
  const imports = parseAll(value['imports'], parseText);
  const usedImports = parseAll(value['usedImports'], parseText);
  const functions = parseAll(value['functions'], parseSignature);
  const docs = parseAll(value['docs'], parsePair);
  const features = parseAll(value['features'], parseFeature);
  if (!features || !convention || !imports || !usedImports || !functions || !docs) return undefined;
  return { convention, imports, usedImports, functions, features, docs: new Map(docs) };
}

const CONVENTIONS: readonly Convention[] = ['kami-tool', 'json-tool', 'typed'];

function parseFeature(value: unknown): FeatureExport | undefined {
  return FEATURE_EXPORTS.find((known) => known === value);
}

function parsePair(value: unknown): readonly [string, string] | undefined {
  const pair = parseAll(value, parseText);
  const [name, text, ...rest] = pair ?? [];
  return name === undefined || text === undefined || rest.length > 0 ? undefined : [name, text];
}
