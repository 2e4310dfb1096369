import {
  err,
  kamiError,
  ok,
  type Convention,
  type FunctionSignature,
  type KamiError,
  type Result,
} from '@kami/types';

import type { DecodedComponent, ExportedFunction } from '../decode/decode-component.ts';
import { isCall, isDescribe, isEngineInit } from './known-function.ts';
import { findUnsupported } from './unsupported-type.ts';

/** How to talk to a component, and the functions that this needs. */
export interface DetectedConvention {
  readonly convention: Convention;
  readonly functions: readonly FunctionSignature[];
}

const KAMI_TOOLS = /^kami:tool\/tools@(\d+\.\d+)\.\d+(?:[-+].*)?$/;
const SUPPORTED_MINOR = '0.1';

/**
 * Finds a component's convention by names and types of its exports: `kami:tool/tools` wins, then
 * `json-tool`, then typed exports. Errors: `KAMI_COMPONENT_INVALID` (nothing to call, another
 * version, asynchronous functions), `KAMI_TYPE_UNSUPPORTED` (a tool's function takes or gives what
 * has no JSON form).
 */
export function detectConvention(component: DecodedComponent): Result<DetectedConvention, KamiError> {
  const rich = component.exportedInterfaces.find((name) => name.startsWith('kami:tool/tools@'));
  if (rich !== undefined) return detectKamiTool(component, rich);
  const root = component.functions.filter(({ signature }) => signature.interfaceName === undefined);
  const describe = root.find(({ signature }) => signature.name === 'describe' && isDescribe(signature));
  const call = root.find(({ signature }) => signature.name === 'call' && isCall(signature));
  if (describe !== undefined && call !== undefined) return usable('json-tool', [describe, call]);
  const typed = component.functions.filter(({ signature }) => !isEngineInit(signature));
  if (typed.length === 0) {
    return refuse(
      'The component exports no function.',
      'A tool exports at least one function that KAMI can call.',
    );
  }
  return usable('typed', typed);
}

function detectKamiTool(component: DecodedComponent, name: string): Result<DetectedConvention, KamiError> {
  if (KAMI_TOOLS.exec(name)?.[1] !== SUPPORTED_MINOR) {
    return refuse(`The component exports ${name}; supported is kami:tool/tools@${SUPPORTED_MINOR}.x.`);
  }
  const functions = component.functions.filter(({ signature }) => signature.interfaceName === name);
  const find = (wanted: string): ExportedFunction | undefined =>
    functions.find(({ signature }) => signature.name === wanted);
  const describe = find('describe');
  const call = find('call');
  const fits =
    describe?.signature.params.length === 0 &&
    describe.signature.result?.kind === 'list' &&
    call?.signature.params.map(({ type }) => type.kind).join() === 'string,string' &&
    call.signature.result?.kind === 'result';
  if (!fits) return refuse(`The functions of ${name} are not those of KAMI's kami:tool@${SUPPORTED_MINOR}.`);
  return usable('kami-tool', [describe, call]);
}

function usable(
  convention: Convention,
  functions: readonly ExportedFunction[],
): Result<DetectedConvention, KamiError> {
  for (const { signature, isAsync } of functions) {
    const name = functionName(signature);
    if (isAsync)
      return refuse(`The function ${name} is asynchronous; KAMI calls synchronous functions only.`);
    const isOfResource = signature.name.startsWith('[');
    const what = isOfResource ? 'resource' : findUnsupported(signature);
    if (what !== undefined) {
      const message = `The function ${name} ${isOfResource ? 'belongs to a' : 'has the type'} ${what}, which cannot be given as JSON.`;
      return err(kamiError('KAMI_TYPE_UNSUPPORTED', message, { data: { function: name, type: what } }));
    }
  }
  return ok({ convention, functions: functions.map(({ signature }) => signature) });
}

function functionName({ interfaceName, name }: FunctionSignature): string {
  return interfaceName === undefined ? name : `${interfaceName}#${name}`;
}

function refuse(message: string, hint?: string): Result<never, KamiError> {
  return err(kamiError('KAMI_COMPONENT_INVALID', message, hint === undefined ? {} : { hint }));
}
