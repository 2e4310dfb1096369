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

/** Parameters of the functions by which script engines take a guest's script, by the interface that they stand in. */
const ENGINE_INIT: readonly { readonly interfaceName: string | undefined; readonly params: RegExp }[] = [
  // componentize-qjs 0.4.5, at the root.
  { interfaceName: undefined, params: /^string,string,option(?:,bool)*$/ },
  // componentize-py 0.25.1.
  { interfaceName: 'exports', params: /^string,record,bool$/ },
];

/**
 * Whether a function is the extra export of components made by componentize-qjs or componentize-py (measured):
 * `init: func(…) -> result<_, string>`. It replaces the guest's script and is never offered.
 */
export function isEngineInit(signature: FunctionSignature): boolean {
  return (
    signature.name === 'init' &&
    isResult(signature.result, undefined, 'string') &&
    ENGINE_INIT.some(
      ({ interfaceName, params }) =>
        interfaceName === signature.interfaceName && params.test(kinds(signature)),
    )
  );
}
