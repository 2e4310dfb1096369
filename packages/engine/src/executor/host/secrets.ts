import { fitsUtf8, MAX_SECRET_NAME_BYTES } from '@kami/protocol';
import type { Guest } from '../guest.ts';
import type { ImportInterface } from '../import-interface.ts';
import { witErr, witOk, type WitResult } from '../wasi/wit-result.ts';

/** `kami:host/secrets@0.1.x`. */
export function secretsInterface(guest: Guest): ImportInterface {
  return {
    get(name: string): WitResult<string, 'not-granted' | 'not-set'> {
      if (!fitsUtf8(name, MAX_SECRET_NAME_BYTES) || !name.isWellFormed()) return witErr('not-granted');
      const { reply } = guest.host.call({ op: 'secret', name });
      if ('ok' in reply && reply.ok === 'secret') return witOk(reply.value);
      return witErr('secretError' in reply ? reply.secretError : 'not-granted');
    },
  };
}
