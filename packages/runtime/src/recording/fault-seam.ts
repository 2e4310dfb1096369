import type { HostCall, HostReply } from '@kami/protocol';
import type { Clock } from '@kami/types';
import type { HostCallSeam } from '../executor.ts';
import { wireTime } from '../pool/instance-frames.ts';

/** A failure to be given in the place of an answer. */
export interface Fault {
  /** The operation that fails. */
  readonly op: HostCall['op'];
  /** Which of its calls fails, from 1. */
  readonly nth: number;
  /** What it is answered with. */
  readonly reply: HostReply;
}

/** Puts faults before a seam: the calls that they name are answered here and do not reach it. */
export function createFaultSeam(inner: HostCallSeam, clock: Clock, faults: readonly Fault[]): HostCallSeam {
  const seen = new Map<HostCall['op'], number>();
  return {
    async call(call, body) {
      const nth = (seen.get(call.op) ?? 0) + 1;
      seen.set(call.op, nth);
      const fault = faults.find((one) => one.op === call.op && one.nth === nth);
      return fault === undefined
        ? inner.call(call, body)
        : { header: { ...fault.reply, time: wireTime(clock) } };
    },
    oneway: (call, body) => inner.oneway(call, body),
  };
}
