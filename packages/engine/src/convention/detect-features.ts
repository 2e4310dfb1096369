import {
  err,
  FEATURE_EXPORTS,
  kamiError,
  ok,
  type FeatureExport,
  type FunctionSignature,
  type KamiError,
  type Result,
} from '@kami/types';

import type { DecodedComponent } from '../decode/decode-component.ts';
import { missingFunction, type FunctionKinds } from './kami-interface.ts';

const FUNCTIONS: { readonly [F in FeatureExport]: FunctionKinds } = {
  resources: { templates: ['', 'list'], 'list-resources': ['option', 'result'], read: ['string', 'result'] },
  prompts: { describe: ['', 'list'], get: ['string,list', 'result'] },
  completion: { complete: ['record', 'record'] },
};

/**
 * The interfaces of `kami:tool` that a component exports beside its functions. Errors: `KAMI_COMPONENT_INVALID` for
 * another version, other functions than KAMI calls, asynchronous ones, or an interface twice.
 */
export function detectFeatures(component: DecodedComponent): Result<readonly FeatureExport[], KamiError> {
  const found: FeatureExport[] = [];
  for (const feature of FEATURE_EXPORTS) {
    const names = component.exportedInterfaces.filter((name) => name.startsWith(`kami:tool/${feature}@`));
    const [name] = names;
    if (name === undefined) continue;
    if (names.length > 1)
      return err(kamiError('KAMI_COMPONENT_INVALID', `The component exports ${names.join(' and ')}.`));
    const missing = missingFunction(component, name, FUNCTIONS[feature]);
    if (missing !== undefined) return err(missing);
    const isAsync = component.functions.some((one) => one.signature.interfaceName === name && one.isAsync);
    if (isAsync)
      return err(
        kamiError(
          'KAMI_COMPONENT_INVALID',
          `A function of ${name} is asynchronous; KAMI calls synchronous functions only.`,
        ),
      );
    found.push(feature);
  }
  return ok(found);
}

/** Whether a function is of such an interface, so that it is no tool. */
export function isOfFeature({ interfaceName }: FunctionSignature): boolean {
  return FEATURE_EXPORTS.some((feature) => interfaceName?.startsWith(`kami:tool/${feature}@`) === true);
}
