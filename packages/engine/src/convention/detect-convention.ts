import {
  err,
  kamiError,
  ok,
  type Convention,
  type FeatureExport,
  type FunctionSignature,
  type KamiError,
  type Result,
} from '@kami/types';

import type { DecodedComponent, ExportedFunction } from '../decode/decode-component.ts';
import { detectFeatures, isOfFeature } from './detect-features.ts';
import { missingFunction, TOOLS_FUNCTIONS } from './kami-interface.ts';
import { isCall, isDescribe, isEngineInit } from './known-function.ts';
import { findUnsupported } from './unsupported-type.ts';

/** How to talk to a component, and the functions that this needs. */
export interface DetectedConvention {
  readonly convention: Convention;
  readonly functions: readonly FunctionSignature[];
  readonly features: readonly FeatureExport[];
}

/**
 * Finds a component's convention by names and types of its exports: `kami:tool/tools` wins, then
 * `json-tool`, then typed exports; beside each of them `kami:tool/resources`, `prompts` and `completion` may
 * stand. Errors: `KAMI_COMPONENT_INVALID` (nothing to call, another version, asynchronous functions),
 * `KAMI_TYPE_UNSUPPORTED` (a tool's function takes or gives what has no JSON form).
 */
export function detectConvention(component: DecodedComponent): Result<DetectedConvention, KamiError> {
  const features = detectFeatures(component);
  if (!features.ok) return features;
  const main = detectMain(component);
  return main.ok ? ok({ ...main.value, features: features.value }) : main;
}

type Main = Omit<DetectedConvention, 'features'>;

function detectMain(component: DecodedComponent): Result<Main, KamiError> {
  const rich = component.exportedInterfaces.find((name) => name.startsWith('kami:tool/tools@'));
  if (rich !== undefined) return detectKamiTool(component, rich);
  const root = component.functions.filter(({ signature }) => signature.interfaceName === undefined);
  const describe = root.find(({ signature }) => signature.name === 'describe' && isDescribe(signature));
  const call = root.find(({ signature }) => signature.name === 'call' && isCall(signature));
  if (describe !== undefined && call !== undefined) return usable('json-tool', [describe, call]);
  const typed = component.functions.filter(
    ({ signature }) => !isEngineInit(signature) && !isOfFeature(signature),
  );
  if (typed.length === 0) {
    return refuse(
      'The component exports no function.',
      'A tool exports at least one function that KAMI can call.',
    );
  }
  return usable('typed', typed);
}

function detectKamiTool(component: DecodedComponent, name: string): Result<Main, KamiError> {
  const missing = missingFunction(component, name, TOOLS_FUNCTIONS);
  if (missing !== undefined) return err(missing);
  const functions = component.functions.filter(
    ({ signature }) => signature.interfaceName === name && Object.hasOwn(TOOLS_FUNCTIONS, signature.name),
  );
  return usable('kami-tool', functions);
}

function usable(convention: Convention, functions: readonly ExportedFunction[]): Result<Main, KamiError> {
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
