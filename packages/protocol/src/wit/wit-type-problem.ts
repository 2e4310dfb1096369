import type { FunctionSignature, WitType } from '@kami/types';

/** Types inside each other in one function's type. */
export const MAX_WIT_DEPTH = 32;
/** Types in one function's type; a few lines of WIT can name a type twice at each of many levels. */
export const MAX_WIT_NODES = 4096;

/**
 * Why a function cannot be a tool, or nothing: a type that has no JSON form (resources, streams,
 * futures), or a type too deep or too large. What passes here is safe for the recursive functions of
 * this package that take types.
 */
export function signatureProblem(signature: FunctionSignature): string | undefined {
  const open = signature.params.map(({ type }): readonly [WitType, number] => [type, 1]);
  if (signature.result !== undefined) open.push([signature.result, 1]);
  let nodes = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [type, depth] = next;
    if (type.kind === 'unsupported') return `its type has ${type.what}`;
    if (++nodes > MAX_WIT_NODES) return `its type has over ${MAX_WIT_NODES} parts`;
    if (depth > MAX_WIT_DEPTH) return `its type is deeper than ${MAX_WIT_DEPTH}`;
    for (const part of partsOf(type)) open.push([part, depth + 1]);
  }
  return undefined;
}

function partsOf(type: WitType): readonly WitType[] {
  switch (type.kind) {
    case 'list':
    case 'option':
      return [type.element];
    case 'record':
      return type.fields.map((field) => field.type);
    case 'tuple':
      return type.elements;
    case 'variant':
      return type.cases.flatMap((one) => one.type ?? []);
    case 'result':
      return [type.ok, type.err].filter((part) => part !== undefined);
    default:
      return [];
  }
}
