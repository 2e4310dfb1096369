import { fitsUtf8, MAX_URL_BYTES, type OnewayCall } from '@kami/protocol';
import { MAX_NOTIFICATIONS } from '../budgets.ts';
import type { Guest } from '../guest.ts';
import type { ImportInterface } from '../import-interface.ts';

/** `kami:host/notify@0.1.x`: bounded, and never fails. */
export function notifyInterface(guest: Guest): ImportInterface {
  const tell = (call: OnewayCall): void => {
    if (guest.spending.notifications >= MAX_NOTIFICATIONS) return;
    guest.spending.notifications += 1;
    guest.host.tell(call);
  };
  return {
    changed: (what: 'tools' | 'resources' | 'prompts'): void => tell({ op: 'notify', what }),
    resourceUpdated(uri: string): void {
      if (fitsUtf8(uri, MAX_URL_BYTES)) tell({ op: 'notify', what: 'resources', uri: uri.toWellFormed() });
    },
  };
}
