import { MAX_OUTPUT_BYTES, MAX_OUTPUT_FRAME, MAX_OUTPUT_WRITES } from '../budgets.ts';
import { appendErrorTail } from '../call-spending.ts';
import type { Guest } from '../guest.ts';
import type { ByteSink } from './byte-stream.ts';

/** Standard output or error: one-way to the host's log, bounded, never an error. Dropped outside a call. */
export function standardOutput(guest: Guest, stream: 'stdout' | 'stderr'): ByteSink {
  return {
    pollSource: { kind: 'always' },
    room: () => MAX_OUTPUT_FRAME,
    write(bytes) {
      const { spending } = guest;
      if (stream === 'stderr') appendErrorTail(spending, bytes);
      for (let offset = 0; offset < bytes.length; offset += MAX_OUTPUT_FRAME) {
        const part = bytes.subarray(offset, offset + MAX_OUTPUT_FRAME);
        const fits =
          spending.outputBytes + part.length <= MAX_OUTPUT_BYTES && spending.outputWrites < MAX_OUTPUT_WRITES;
        if (!fits) {
          spending.droppedBytes += part.length;
          continue;
        }
        spending.outputBytes += part.length;
        spending.outputWrites += 1;
        guest.host.tell({ op: 'output', stream }, part);
      }
      return undefined;
    },
    close: () => {},
  };
}
