import { cutUtf8, MAX_NOTE_BYTES, type ClientFeature } from '@kami/protocol';
import { MAX_PROGRESS_REPORTS } from '../budgets.ts';
import type { Guest } from '../guest.ts';
import type { ImportInterface } from '../import-interface.ts';

/** `kami:host/call`, `info`. */
export interface CallInfo {
  readonly id: string;
  readonly traceparent: string;
  readonly remainingMs: number;
  readonly client: Readonly<Record<ClientFeature, boolean>>;
}

const NANOS_PER_MS = 1_000_000n;

/** `kami:host/call@0.1.x`. */
export function callInterface(guest: Guest): ImportInterface {
  return {
    current: (): CallInfo | undefined => describeCall(guest),
    progress(done: number, total: number | undefined, message: string | undefined): void {
      const { spending } = guest;
      if (spending.progressReports >= MAX_PROGRESS_REPORTS || !isAmount(done)) return;
      spending.progressReports += 1;
      guest.host.tell({
        op: 'progress',
        done,
        ...(total === undefined || !isAmount(total) ? {} : { total }),
        ...(message === undefined ? {} : { message: cutUtf8(message, MAX_NOTE_BYTES) }),
      });
    },
    cancelled(): boolean {
      if (!guest.host.inCall) return false;
      const { reply } = guest.host.call({ op: 'cancelled' });
      return 'ok' in reply && reply.ok === 'cancelled' && reply.value;
    },
  };
}

function describeCall(guest: Guest): CallInfo | undefined {
  if (guest.call === undefined) return undefined;
  const { job, deadlineNanos } = guest.call;
  const left = (deadlineNanos - guest.clock.monotonicNanos()) / NANOS_PER_MS;
  const has = (feature: ClientFeature): boolean => job.client.includes(feature);
  return {
    id: job.callId,
    traceparent: job.traceparent,
    remainingMs: left < 0n ? 0 : Number(left),
    client: {
      form: has('form'),
      url: has('url'),
      sampling: has('sampling'),
      roots: has('roots'),
      logging: has('logging'),
      progress: has('progress'),
    },
  };
}

function isAmount(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}
