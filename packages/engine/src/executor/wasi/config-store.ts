import type { Guest } from '../guest.ts';
import type { ImportInterface } from '../import-interface.ts';
import { witOk, type WitResult } from './wit-result.ts';

/** `wasi:config/store@0.2.0-*`: what the operator configured for the tool. */
export function configStoreInterface(guest: Guest): ImportInterface {
  const { configuration } = guest.load;
  return {
    get: (key: string): WitResult<string | undefined, never> =>
      witOk(configuration.find(([name]) => name === key)?.[1]),
    getAll: (): WitResult<readonly (readonly [string, string])[], never> => witOk(configuration),
  };
}
