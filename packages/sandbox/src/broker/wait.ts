import type { CoreCall } from '@kami/protocol';
import type { HandleTable } from './handle-table.ts';
import type { Readiness } from './readiness.ts';
import type { Resource } from './resource.ts';

/** Longest single wait, in milliseconds: the largest that a timer takes; the call's deadline comes first. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** The handles for which a wait ended. */
export interface ReadyHandles {
  readonly handles: readonly number[];
  readonly writable?: readonly number[];
}

/** Waits until an exchange is ready, the time is reached or one of the signals fires; gives the handles that are ready. */
export async function waitForAny(
  call: Extract<CoreCall, { readonly op: 'wait' }>,
  handles: HandleTable<Resource>,
  monotonicNanos: () => bigint,
  signals: readonly AbortSignal[],
): Promise<ReadyHandles> {
  const awaited: Readiness[] = [];
  const { promise: woken, resolve: wake } = Promise.withResolvers<void>();
  const watch = (asked: readonly number[], which: 'readiness' | 'room'): Set<number> => {
    const ready = new Set<number>();
    for (const handle of asked) {
      const resource = handles.get(handle);
      if (resource?.kind !== 'exchange') {
        ready.add(handle);
        continue;
      }
      awaited.push(resource[which]);
      resource[which].await(() => {
        ready.add(handle);
        wake();
      });
    }
    return ready;
  };
  const readable = watch(call.handles, 'readiness');
  const writable = watch(call.writable ?? [], 'room');
  const hasEnd = awaited.length > 0 || call.untilNanos !== undefined;
  if (readable.size + writable.size === 0 && hasEnd && !signals.some(({ aborted }) => aborted)) {
    await untilWoken(woken, wake, call.untilNanos, monotonicNanos, signals);
  }
  for (const readiness of awaited) readiness.forget();
  return { handles: [...readable], ...(writable.size > 0 && { writable: [...writable] }) };
}

async function untilWoken(
  woken: Promise<void>,
  wake: () => void,
  untilNanos: string | undefined,
  monotonicNanos: () => bigint,
  signals: readonly AbortSignal[],
): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  // A timer counts in milliseconds and may come a little early: the guest must not see the time before.
  const wakeAt = (until: bigint): void => {
    const left = Number(until - monotonicNanos()) / 1e6;
    if (left <= 0) return wake();
    timer = setTimeout(() => wakeAt(until), Math.min(Math.ceil(left), MAX_TIMER_MS));
  };
  if (untilNanos !== undefined) wakeAt(BigInt(untilNanos));
  for (const signal of signals) signal.addEventListener('abort', wake, { once: true });
  await woken;
  clearTimeout(timer);
  for (const signal of signals) signal.removeEventListener('abort', wake);
}
