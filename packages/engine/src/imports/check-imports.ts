import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';

import type { ComponentImport } from '../decode/decode-component.ts';
import { findOfferedImport, OFFERED_IMPORTS } from './offered-imports.ts';

/** Refuses a component that imports what KAMI does not offer. Errors: `KAMI_IMPORT_UNKNOWN`. */
export function checkImports(imports: readonly ComponentImport[]): Result<void, KamiError> {
  const unknown = imports.find(
    ({ name, kind }) => kind !== 'instance' || findOfferedImport(name) === undefined,
  );
  if (unknown === undefined) return ok(undefined);
  const { name, kind } = unknown;
  const what = kind === 'instance' ? '' : `the ${kind} `;
  const hint = `Offered: ${nearbyOffers(name).join(', ')}.`;
  return err(
    kamiError('KAMI_IMPORT_UNKNOWN', `The component imports ${what}${name}, which KAMI does not offer.`, {
      hint,
      data: { import: name },
    }),
  );
}

/** What is offered in the same package, else in the same namespace, else every package. */
function nearbyOffers(name: string): string[] {
  const packageName = name.split('/', 1)[0] ?? '';
  const namespace = name.split(':', 1)[0] ?? '';
  const samePackage = OFFERED_IMPORTS.filter((entry) => entry.name.startsWith(`${packageName}/`));
  if (samePackage.length > 0) return samePackage.map((entry) => `${entry.name}@${entry.versions}`);
  const sameNamespace = OFFERED_IMPORTS.filter((entry) => entry.name.startsWith(`${namespace}:`));
  const packages = (sameNamespace.length > 0 ? sameNamespace : OFFERED_IMPORTS).map(
    (entry) => `${entry.name.split('/', 1)[0] ?? ''}@${entry.versions}`,
  );
  return [...new Set(packages)];
}
