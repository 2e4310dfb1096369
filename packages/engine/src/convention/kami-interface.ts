import { kamiError, type FunctionSignature, type KamiError } from '@kami/types';

import type { DecodedComponent } from '../decode/decode-component.ts';

/** The functions of an interface: the kinds of their parameters, joined by commas, and of what they give. */
export interface FunctionKinds {
  readonly [name: string]: readonly [params: string, result: string];
}

/** What `kami:tool/tools` has. */
export const TOOLS_FUNCTIONS: FunctionKinds = { describe: ['', 'list'], call: ['string,string', 'result'] };

const VERSIONED = /^kami:tool\/[a-z]+@(\d+\.\d+)\.\d+(?:[-+].*)?$/;
const SUPPORTED_MINOR = '0.1';

/**
 * Why an exported interface of `kami:tool` cannot be used: another version, or other functions than KAMI calls. Nothing
 * when it can. More is not compared: what a function gives is checked when it is called.
 */
export function missingFunction(
  component: DecodedComponent,
  name: string,
  wanted: FunctionKinds,
): KamiError | undefined {
  if (VERSIONED.exec(name)?.[1] !== SUPPORTED_MINOR) {
    const [bare = ''] = name.split('@', 1);
    return refusal(`The component exports ${name}; supported is ${bare}@${SUPPORTED_MINOR}.x.`);
  }
  const fits = Object.entries(wanted).every(([functionName, [params, result]]) =>
    component.functions.some(
      ({ signature }) =>
        signature.interfaceName === name &&
        signature.name === functionName &&
        paramKinds(signature) === params &&
        signature.result?.kind === result,
    ),
  );
  return fits
    ? undefined
    : refusal(`The functions of ${name} are not those of KAMI's kami:tool@${SUPPORTED_MINOR}.`);
}

function paramKinds({ params }: FunctionSignature): string {
  return params.map(({ type }) => type.kind).join();
}

function refusal(message: string): KamiError {
  return kamiError('KAMI_COMPONENT_INVALID', message);
}
