import { type FunctionName, offeredFunctions } from './offered-functions.ts';
import { classOf, resourceOf } from './uncovered.ts';

/** Functions whose first value is a handle, though they are no methods. */
const TAKE_HANDLES: ReadonlySet<FunctionName> = new Set<FunctionName>([
  'wasi:filesystem/types filesystem-error-code',
  'wasi:http/types http-error-code',
  'wasi:sockets/network network-error-code',
  'wasi:sockets/ip-name-lookup resolve-addresses',
  'wasi:http/outgoing-handler handle',
  'wasi:http/types [constructor]outgoing-request',
  'wasi:http/types [constructor]outgoing-response',
]);

/** The functions that the guest `every-import` imports. */
export function everyImport(): readonly FunctionName[] {
  return offeredFunctions().filter((name) => name.startsWith('wasi:') && !name.startsWith('wasi:config/'));
}

/** The functions that take a handle as their first value, each with the kind of case that forging it is. */
export function forgeable(): readonly (readonly ['unreachable' | 'negative', FunctionName])[] {
  return everyImport()
    .filter(takesHandle)
    .map((name) => [classOf(name) === 'unreachable' ? 'unreachable' : 'negative', name] as const);
}

function takesHandle(name: FunctionName): boolean {
  if (name.includes(' [method]') || TAKE_HANDLES.has(name)) return true;
  return name.includes(' [static]') && resourceOf(name) !== 'wasi:http/types fields';
}
