import type { WireTime } from '@kami/protocol';
import { kamiError, type Clock, type KamiError } from '@kami/types';
import type { HostCallSeam } from '../executor.ts';

/** Where the monotonic clock of a simulated call begins, in nanoseconds. */
const FIRST_NANOS = 1_000_000_000n;

/** The time that a simulated call begins with; `wallMicros` counts from 1970-01-01T00:00:00Z. */
export function simulatedStart(wallMicros: number): WireTime {
  return { wallMicros, monotonicNanos: FIRST_NANOS.toString() };
}

/** What a simulated call is bound by. */
export interface SimulatedCall {
  readonly start: WireTime;
  readonly deadlineMs: number;
  /** The machine's own clock. */
  readonly clock: Clock;
  /** Ends the call. */
  readonly end: (why: KamiError) => void;
}

/**
 * A seam with a time of its own, which stands still but for waits. A wait for time alone ends at once, and the time is what
 * was waited for; one for an exchange as well lasts as long as it would. A call that waits beyond its deadline is ended as
 * it would be, without the waiting.
 */
export function createSimulatedSeam(
  inner: HostCallSeam,
  { start, deadlineMs, clock, end }: SimulatedCall,
): HostCallSeam {
  const first = BigInt(start.monotonicNanos);
  let now = first;
  const time = (): WireTime => ({
    wallMicros: start.wallMicros + Number((now - first) / 1000n),
    monotonicNanos: now.toString(),
  });
  const reach = (until: bigint): void => {
    if (until > now) now = until;
    if (now - first <= BigInt(Math.round(deadlineMs * 1e6))) return;
    const message = `The call waited beyond its deadline of ${deadlineMs} ms.`;
    end(kamiError('KAMI_DEADLINE_EXCEEDED', message, { data: { deadlineMs } }));
  };
  return {
    async call(call, body) {
      if (call.op !== 'wait' || call.untilNanos === undefined) {
        const reply = await inner.call(call, body);
        return { ...reply, header: { ...reply.header, time: time() } };
      }
      const until = BigInt(call.untilNanos);
      if (call.handles.length === 0 && (call.writable ?? []).length === 0) {
        reach(until);
        return { header: { ok: 'ready', handles: [], time: time() } };
      }
      const left = until > now ? until - now : 0n;
      const untilNanos = (clock.now().monotonicNanos + left).toString();
      const reply = await inner.call({ ...call, untilNanos }, body);
      const { header } = reply;
      const isOver = 'ok' in header && header.ok === 'ready' && isNobody(header);
      if (isOver) reach(until);
      return { ...reply, header: { ...header, time: time() } };
    },
    oneway: (call, body) => inner.oneway(call, body),
  };
}

function isNobody(ready: {
  readonly handles: readonly number[];
  readonly writable?: readonly number[];
}): boolean {
  return ready.handles.length + (ready.writable?.length ?? 0) === 0;
}
