import type { EgressFault, EgressRequest } from '@kami/sandbox';
import { SILENCE_TIMEOUT_MS } from './egress-bounds.ts';
import { createPhaseTimer } from './phase-timer.ts';

/** The time-outs of one exchange: one phase at a time, each of which ends the one before. */
export interface ExchangeClock {
  /** From asking for a connection until there is one. */
  awaitConnection(): void;
  /** From then on until the head of the response. */
  awaitHead(): void;
  /** A part of the request's body went: where the guest gave no time, silence begins anew. */
  sent(): void;
  /** Until the next bytes of the response, or its end. */
  awaitBytes(): void;
  clear(): void;
}

type Phase = 'connection' | 'head' | 'bytes' | 'none';

/**
 * Makes the clock of an exchange. Connecting itself has its bound in the connector; without a time from the guest, waiting
 * for one of its tool's connections is bounded here. `congested` tells whether the peer takes none of the body.
 */
export function createExchangeClock(
  request: EgressRequest,
  congested: () => boolean,
  stop: (fault: EgressFault) => void,
): ExchangeClock {
  const timer = createPhaseTimer();
  let phase: Phase = 'none';
  const enter = (next: Phase, ms: number | undefined, fault: () => EgressFault): void => {
    phase = next;
    timer.set(Math.min(ms ?? SILENCE_TIMEOUT_MS, SILENCE_TIMEOUT_MS), () => stop(fault()));
  };
  const { connectTimeoutMs, firstByteTimeoutMs, betweenBytesTimeoutMs } = request;
  const awaitHead = (): void =>
    enter('head', firstByteTimeoutMs, () =>
      congested()
        ? { code: 'connection-write-timeout', message: 'the body of the request was not taken in time' }
        : { code: 'connection-read-timeout', message: 'no response came in time' },
    );
  return {
    awaitConnection: () =>
      enter('connection', connectTimeoutMs, () =>
        connectTimeoutMs === undefined
          ? { code: 'connection-limit-reached', message: 'no connection of the tool became free in time' }
          : { code: 'connection-timeout', message: 'the connection was not made in time' },
      ),
    awaitHead,
    sent() {
      if (phase === 'head' && firstByteTimeoutMs === undefined) awaitHead();
    },
    awaitBytes: () =>
      enter('bytes', betweenBytesTimeoutMs, () => ({
        code: 'connection-read-timeout',
        message: 'the response stopped',
      })),
    clear() {
      phase = 'none';
      timer.clear();
    },
  };
}
