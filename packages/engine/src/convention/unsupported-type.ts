import type { FunctionSignature, WitType } from '@kami/types';

/** The first part of a function's types that has no JSON form, or nothing. */
export function findUnsupported(signature: FunctionSignature): string | undefined {
  const types = [...signature.params.map(({ type }) => type), signature.result];
  return firstOf(types);
}

function firstOf(types: readonly (WitType | undefined)[]): string | undefined {
  for (const type of types) {
    const what = type === undefined ? undefined : unsupportedIn(type);
    if (what !== undefined) return what;
  }
  return undefined;
}

function unsupportedIn(type: WitType): string | undefined {
  switch (type.kind) {
    case 'unsupported':
      return type.what;
    case 'list':
    case 'option':
      return unsupportedIn(type.element);
    case 'record':
      return firstOf(type.fields.map((field) => field.type));
    case 'tuple':
      return firstOf(type.elements);
    case 'variant':
      return firstOf(type.cases.map((part) => part.type));
    case 'result':
      return firstOf([type.ok, type.err]);
    default:
      return undefined;
  }
}
