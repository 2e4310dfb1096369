import type { Clock } from '@kami/types';

/** Time in which the same message is told once: one cause, such as a home that was removed, fails each call for itself. */
const REPEAT_NANOS = 60_000_000_000n;

/** Tells a message only when it is another than the last, or a minute has passed since that was told. */
export function withoutRepeats(clock: Clock, tell: (message: string) => void): (message: string) => void {
  let last: { readonly message: string; readonly at: bigint } | undefined;
  return (message) => {
    const at = clock.now().monotonicNanos;
    if (last?.message === message && at - last.at < REPEAT_NANOS) return;
    last = { message, at };
    tell(message);
  };
}
