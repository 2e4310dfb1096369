import type { Guest } from '../guest.ts';
import type { Exchange } from './exchange.ts';

/**
 * Waits at the host until one of the exchanges of `reading` has news, one of `writing` has room, or the monotonic time is
 * reached; marks those for which it ended, and gives whether there are any.
 */
export function awaitExchanges(
  guest: Guest,
  reading: readonly Exchange[],
  writing: readonly Exchange[],
  untilNanos: bigint | undefined,
): boolean {
  const { reply } = guest.host.call({
    op: 'wait',
    handles: handlesOf(reading),
    ...(writing.length > 0 && { writable: handlesOf(writing) }),
    ...(untilNanos !== undefined && { untilNanos: untilNanos.toString() }),
  });
  if (!('ok' in reply) || reply.ok !== 'ready') return false;
  const [readable, writable] = [new Set(reply.handles), new Set(reply.writable)];
  for (const exchange of reading) if (readable.has(exchange.handle)) exchange.announce();
  for (const exchange of writing) if (writable.has(exchange.handle)) exchange.announceRoom();
  return readable.size + writable.size > 0;
}

function handlesOf(exchanges: readonly Exchange[]): readonly number[] {
  return [...new Set(exchanges.map(({ handle }) => handle))];
}
