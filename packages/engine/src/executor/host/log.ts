import { cutUtf8, fitsUtf8, MAX_LOG_DATA_BYTES, MAX_LOG_MESSAGE_BYTES, type LogLevel } from '@kami/protocol';
import { MAX_LOG_LINES } from '../budgets.ts';
import type { Guest } from '../guest.ts';
import type { ImportInterface } from '../import-interface.ts';

/** `kami:host/log@0.1.x`: bounded, and never fails. */
export function logInterface(guest: Guest): ImportInterface {
  return {
    write(level: LogLevel, message: string, data: string | undefined): void {
      const { spending } = guest;
      if (spending.logLines >= MAX_LOG_LINES) {
        spending.droppedLines += 1;
        return;
      }
      spending.logLines += 1;
      const kept =
        data === undefined || !fitsUtf8(data, MAX_LOG_DATA_BYTES) ? {} : { data: data.toWellFormed() };
      guest.host.tell({ op: 'log', level, message: cutUtf8(message, MAX_LOG_MESSAGE_BYTES), ...kept });
    },
  };
}
