import type { CoreCall } from '@kami/protocol';
import type { HandleTable } from './handle-table.ts';
import type { Resource } from './resource.ts';

/** Longest single wait, in milliseconds: the largest that a timer takes; the call's deadline comes first. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Waits until one of the exchanges is readable, the time is reached or the call is withdrawn; gives the readable ones. */
export async function waitForAny(
  call: Extract<CoreCall, { readonly op: 'wait' }>,
  handles: HandleTable<Resource>,
  monotonicNanos: () => bigint,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const ready = new Set<number>();
  const waits: Promise<void>[] = [];
  for (const handle of call.handles) {
    const resource = handles.get(handle);
    if (resource?.kind !== 'exchange') ready.add(handle);
    else waits.push(resource.exchange.readable().then(() => void ready.add(handle)));
  }
  if (ready.size > 0 || signal.aborted) return [...ready];
  if (waits.length === 0 && call.untilNanos === undefined) return [];
  await firstOf(waits, call.untilNanos, monotonicNanos, signal);
  return [...ready];
}

async function firstOf(
  waits: readonly Promise<void>[],
  untilNanos: string | undefined,
  monotonicNanos: () => bigint,
  signal: AbortSignal,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const left = untilNanos === undefined ? undefined : Number(BigInt(untilNanos) - monotonicNanos()) / 1e6;
  const timer =
    left === undefined
      ? undefined
      : setTimeout(resolve, Math.min(Math.max(Math.ceil(left), 0), MAX_TIMER_MS));
  const stop = (): void => resolve();
  signal.addEventListener('abort', stop, { once: true });
  await Promise.race([...waits, promise]);
  clearTimeout(timer);
  signal.removeEventListener('abort', stop);
}
