import type { FunctionSignature, JsonObject } from '@kami/types';
import type { ArgumentProblem } from '../executor/messages.ts';
import { checkFields } from './check-wit-value.ts';
import { createProblemList } from './problem-list.ts';

/**
 * What keeps arguments from fitting an exported function: missing ones, unknown names (with the nearest
 * known one), and values that are not of their type. Empty when they fit. At most 32 problems are told.
 */
export function checkArguments(signature: FunctionSignature, args: JsonObject): readonly ArgumentProblem[] {
  const found = createProblemList();
  checkFields(signature.params, args, '', 'argument', found);
  return found.problems;
}
