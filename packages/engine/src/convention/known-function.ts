import type { FunctionSignature, WitType } from '@kami/types';

function kinds(signature: FunctionSignature): string {
  return signature.params.map(({ type }) => type.kind).join();
}

function isResult(type: WitType | undefined, okKind: string | undefined, errKind: string): boolean {
  return type?.kind === 'result' && type.ok?.kind === okKind && type.err?.kind === errKind;
}

/** Whether a function has the type of `json-tool`'s `describe`: `func() -> string`. */
export function isDescribe(signature: FunctionSignature): boolean {
  return signature.params.length === 0 && signature.result?.kind === 'string';
}

/** Whether a function has the type of `json-tool`'s `call`: `func(string, string) -> result<string, string>`. */
export function isCall(signature: FunctionSignature): boolean {
  return kinds(signature) === 'string,string' && isResult(signature.result, 'string', 'string');
}

/**
 * Whether a function is the extra root export of components made by componentize-qjs (measured with
 * 0.4.5): `init: func(string, string, option<string>, bool) -> result<_, string>`. It replaces the
 * guest's script and is never offered.
 */
export function isEngineInit(signature: FunctionSignature): boolean {
  return (
    signature.interfaceName === undefined &&
    signature.name === 'init' &&
    /^string,string,option(?:,bool)*$/.test(kinds(signature)) &&
    isResult(signature.result, undefined, 'string')
  );
}
